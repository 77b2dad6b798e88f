package dev.alcove.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.alcove.namespace.Caller;
import dev.alcove.namespace.NamespaceType;
import dev.alcove.namespace.NsenterOptions;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command line asks for. Its messages are compared with util-linux's by the parity test. */
final class NsenterArgumentsTest {
    private static final Caller CALLER = new Caller(1, 0, 0, 0);

    private static NsenterOptions parse(String... line) throws CommandException, IOException {
        NsenterArguments arguments = new NsenterArguments();
        Invocation invocation = new Invocation("nsenter", "nsenter", line, 0);
        assertEquals(Getopt.END, arguments.parse(invocation));
        return arguments.options(CALLER, invocation);
    }

    private static String message(String... line) {
        CommandException e = assertThrows(CommandException.class, () -> parse(line), Arrays.toString(line));
        assertEquals(1, e.status());
        return String.valueOf(e.getMessage());
    }

    @Test
    void argumentsFollowShortOptionsAtOnce() throws CommandException, IOException {
        for (String option : List.of("-n/f", "-n=/f", "--net=/f")) {
            assertEquals("/f", parse(option).file(NamespaceType.NET), option);
        }
        assertEquals("=/f", parse("-n==/f").file(NamespaceType.NET));
        assertEquals("=/d", parse("-n/f", "-r=/d").root(), "only namespaces and working directories skip it");
        assertEquals("/d", parse("-n/f", "-w=/d").wd());
        assertEquals("/d", parse("-n/f", "-W", "/d").wdns());
        assertEquals("/d", parse("-n/f", "-W=/d").wdns());
        assertEquals(List.of("/f"), parse("-t", "1", "-n", "/f").command());
        assertEquals(":18446744073709551615", parse("-n:18446744073709551615").file(NamespaceType.NET));
    }

    @Test
    void targetsAndIds() throws CommandException, IOException {
        NsenterOptions options = parse("-t", " +7:18446744073709551615", "-n", "-S", "follow", "-G", "4294967295");
        assertEquals(7, options.target());
        assertEquals(OptionalLong.of(-1), options.targetInode());
        assertEquals(OptionalLong.of(NsenterOptions.FOLLOW), options.setuid());
        assertEquals(OptionalLong.of(Numbers.MAX_ID), options.setgid());
    }

    @Test
    void onlyOneSaysWhose() {
        assertEquals("option --target may be given only once", message("-t", "1", "-t", "1"));
        assertEquals("options --target and --name cannot be combined", message("-t", "1", "--name", "x"));
        assertEquals("options --name and --container cannot be combined", message("--name", "x", "--container", "y"));
        assertEquals("options --container and --target cannot be combined", message("--container", "y", "-t", "1"));
        assertEquals("options --wdns and --wd cannot be combined", message("-W/", "-w"));
    }

    @Test
    void numbersAreChecked() {
        assertEquals("failed to parse nsid: : Invalid argument", message("-n:"));
        assertEquals("failed to parse nsid: -1: Invalid argument", message("--net=:-1"));
        assertEquals(
                "failed to parse nsid: 18446744073709551616: Numerical result out of range",
                message("-n:18446744073709551616"));
        assertEquals("failed to parse PID argument '7:+1': Invalid argument", message("-t", "7:+1"));
    }

    /** Each is refused, or taken as it stands, and nothing else happens. */
    @ParameterizedTest
    @ValueSource(
            strings = {"-t", "-S", "-G", "-N", "--net=", "-n", "-U:", "--name=", "--container=", "-W", "--explain="})
    void hostileArguments(String option) {
        Random random = new Random(option.hashCode());
        for (int i = 0; i < 300; i++) {
            String text = Hostile.text(random, "0123456789:=/.-+follow");
            boolean attached = option.endsWith("=") || option.startsWith("-U") || option.equals("-n");
            String[] line = attached ? new String[] {option + text} : new String[] {option, text};
            try {
                NsenterArguments arguments = new NsenterArguments();
                arguments.parse(new Invocation("nsenter", "nsenter", line, 0));
            } catch (CommandException refused) {
                assertEquals(1, refused.status());
            }
        }
    }
}
