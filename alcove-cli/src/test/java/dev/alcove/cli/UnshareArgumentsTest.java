package dev.alcove.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.namespace.IdRange;
import dev.alcove.namespace.Propagation;
import dev.alcove.namespace.UnshareOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command line asks for; messages are judged by the installed unshare(1). */
final class UnshareArgumentsTest {
    private static UnshareOptions parse(String... line) throws CommandException {
        UnshareArguments arguments = new UnshareArguments();
        assertEquals(Getopt.END, arguments.parse(new Invocation("unshare", "unshare", line, 0)));
        return arguments.options();
    }

    private static String message(String... line) {
        CommandException e = assertThrows(CommandException.class, () -> parse(line), Arrays.toString(line));
        assertEquals(1, e.status());
        return "unshare: " + e.getMessage();
    }

    /** Those messages that did not change between the versions of util-linux that are about. */
    @Test
    void refusesWithTheMessagesOfUnshare() throws IOException, InterruptedException {
        for (String line : new String[] {
            "--no-such",
            "--map-us",
            "--fork=1",
            "--root",
            "-x",
            "-fx",
            "-R",
            "-n=x",
            "--map-use=",
            "--kill-child=9",
            "--kill-child=NOSUCH",
            "--kill-child=RT99",
            "--kill-child=",
            "--propagation=x",
            "--propagation=",
            "--setgroups=x",
            "--setuid=abc",
            "--setuid=",
            "--setgid=1x",
            "--monotonic=x",
            "--boottime=1x",
            "--setuid=-0x",
            "--monotonic=99999999999999999999x",
            "--monotonic=99999999999999999999",
            "--boottime=-99999999999999999999",
            "-S 0x10",
            "-Sx",
            "-G x",
        }) {
            List<String> command = new ArrayList<>(List.of("unshare"));
            command.addAll(List.of(line.split(" ")));
            Ran judge = Ran.with(Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C"), command.toArray());
            assertEquals(1, judge.status(), line);
            assertEquals(judge.err().lines().findFirst().orElse(""), message(line.split(" ")), line);
        }
    }

    @Test
    void usageErrorsSayWhereHelpIs() {
        CommandException e = assertThrows(CommandException.class, () -> parse("--no-such"));
        assertEquals("Try 'unshare --help' for more information.", e.remedy());
        assertNull(
                assertThrows(CommandException.class, () -> parse("--setuid=x")).remedy());
    }

    @Test
    void endsAtTheFirstOperand() throws CommandException {
        assertEquals(
                List.of("sh", "-f", "--root"), parse("-u", "sh", "-f", "--root").command());
        assertEquals(List.of("-u"), parse("--", "-u").command());
        assertEquals(List.of(), parse("-u").command());
        assertEquals(List.of(""), parse("").command());
    }

    @Test
    void namespacesAndTheirFiles() throws CommandException {
        UnshareOptions all = parse("-muinpCTU");
        assertEquals(0x7e020080, all.namespaces());
        assertFalse(all.binds());
        UnshareOptions bound = parse("--net=/run/x", "--uts", "--mount=");
        assertEquals("/run/x", bound.bindFile(UnshareOptions.CLONE_NEWNET));
        assertEquals("", bound.bindFile(UnshareOptions.CLONE_NEWNS));
        assertNull(bound.bindFile(UnshareOptions.CLONE_NEWUTS));
        assertTrue(bound.isNew(UnshareOptions.CLONE_NEWUTS));
        assertEquals("/b", parse("--net=/a", "--net=/b", "-n").bindFile(UnshareOptions.CLONE_NEWNET));
    }

    @Test
    void implications() throws CommandException {
        assertTrue(parse("--kill-child").fork());
        assertEquals(9, parse("--kill-child").killChild());
        assertEquals(15, parse("--kill-child=sigterm").killChild());
        assertEquals(34, parse("--kill-child=RTMIN+0").killChild());
        assertTrue(parse("--forward-signals").fork());
        assertTrue(parse("--init").fork());
        assertTrue(parse("--mount-proc").isNew(UnshareOptions.CLONE_NEWNS));
        assertEquals("/proc", parse("--mount-proc").mountProc());
        assertEquals("/p", parse("--mount-proc=/p").mountProc());
        assertTrue(parse("--mount-binfmt").isNew(UnshareOptions.CLONE_NEWUSER));
        assertEquals("/proc", parse("--mount-binfmt").mountProc());
        assertNull(parse("--mount-binfmt=/b").mountProc());
        assertEquals("/proc/sys/fs/binfmt_misc", parse("-l", ":x").mountBinfmt());
        for (String option : List.of("-r", "-c", "--map-user=1", "--map-group=1", "--map-users=0:1:2", "--owner=1:1")) {
            assertEquals(UnshareOptions.CLONE_NEWUSER, parse(option).namespaces(), option);
        }
        assertTrue(parse("--hostname", "x").isNew(UnshareOptions.CLONE_NEWUTS));
        assertTrue(parse("--whitelist-env=A").clearEnv());
        assertFalse(parse("-S", "0", "-G", "0", "-R", "/", "--keep-caps").isNew(UnshareOptions.CLONE_NEWUSER));
    }

    @Test
    void theLastWins() throws CommandException {
        assertEquals(OptionalLong.of(0), parse("-c", "--map-user=5", "-r").mapUser());
        UnshareOptions mixed = parse("-r", "--map-user=5");
        assertEquals(OptionalLong.of(5), mixed.mapUser());
        assertEquals(OptionalLong.of(0), mixed.mapGroup());
        assertEquals(OptionalLong.of(UnshareOptions.CALLER), parse("-r", "-c").mapGroup());
        assertEquals(
                Propagation.SLAVE,
                parse("--propagation=shared", "--propagation=slave").propagation());
        assertEquals("/b", parse("-R", "/a", "--root=/b").root());
        assertEquals(
                OptionalLong.of(-7),
                parse("-T", "--monotonic=3", "--monotonic=-7").monotonic());
        assertEquals(
                List.of(new IdRange(0, 1, 2), new IdRange(5, 6, 7)),
                parse("--map-users=0:1:2", "--map-users=6,5,7").mapUsers());
        assertEquals(
                List.of("A", "B", "C"),
                parse("--whitelist-env=A,,B", "--whitelist-env", ",C=D,C").whitelistEnv());
    }

    @Test
    void accountsByName() throws CommandException {
        assertEquals(OptionalLong.of(0), parse("--map-user=root").mapUser());
        assertEquals(OptionalLong.of(1), parse("--map-group=daemon").mapGroup());
        assertEquals(OptionalLong.of(17), parse("--map-user= +17").mapUser());
        assertEquals("unshare: failed to parse uid 'no-such': Invalid argument", message("--map-user=no-such"));
        assertEquals("unshare: failed to parse gid '': Invalid argument", message("--map-group="));
        assertEquals("unshare: failed to parse uid '-1': Numerical result out of range", message("--map-user=-1"));
        assertEquals("unshare: failed to parse uid '-1x': Numerical result out of range", message("--map-user=-1x"));
        assertEquals("unshare: failed to parse uid '4294967295': Invalid argument", message("--map-user=4294967295"));
    }

    /** Where util-linux would wrap around or take half of it. */
    @Test
    void refusesIdsThatAreNone() {
        assertEquals(
                "unshare: failed to parse uid: '4294967296': Numerical result out of range", message("-S4294967296"));
        assertEquals("unshare: invalid mapping '-1:0:1'", message("--map-users=-1:0:1"));
        assertEquals("unshare: invalid mapping ' 1:0:1'", message("--map-users", " 1:0:1"));
        assertEquals("unshare: invalid mapping '0:4294967295:1'", message("--map-groups=0:4294967295:1"));
        for (String owner :
                List.of("", "1", "1:", ":1", "-1:1", "1:1x", "4294967295:1", "1:2:3", " 1:1", "root:root")) {
            assertEquals("unshare: failed to parse owner", message("--owner=" + owner));
        }
    }

    @Test
    void refusesContradictions() {
        assertEquals(
                "unshare: options --monotonic and --boottime require unsharing of a time namespace (-T)",
                message("--boottime=1"));
        assertEquals(
                "unshare: options --setgroups=allow and --map-group are mutually exclusive",
                message("-r", "--setgroups=allow"));
        assertEquals("unshare: unsupported --explain argument 'x'", message("--explain=x"));
        assertTrue(message("--hostname", "x".repeat(65)).startsWith("unshare: host name longer than 64 bytes"));
    }

    @Test
    void helpAndVersionEndTheParsing() throws CommandException {
        UnshareArguments arguments = new UnshareArguments();
        assertEquals(
                UnshareSyntax.HELP,
                arguments.parse(new Invocation("unshare", "unshare", new String[] {"-uh", "--no-such"}, 0)));
        assertThrows(CommandException.class, () -> parse("--no-such", "--help"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void hostileInputIsAMessageAtWorst(long seed) {
        Random random = new Random(seed);
        Option[] options = UnshareSyntax.syntax().options;
        for (int i = 0; i < 5_000; i++) {
            List<String> line = new ArrayList<>();
            for (int j = random.nextInt(4); j >= 0; j--) {
                String name = options[random.nextInt(options.length)].longName;
                line.add("--" + name + (random.nextInt(4) == 0 ? "" : "=" + Hostile.text(random, "abc:,09=- ")));
            }
            try {
                UnshareArguments arguments = new UnshareArguments();
                arguments.parse(new Invocation("unshare", "unshare", line.toArray(new String[0]), 0));
                assertNotNull(arguments.options());
            } catch (CommandException e) {
                assertNotNull(e.getMessage(), line.toString());
            }
        }
    }
}
