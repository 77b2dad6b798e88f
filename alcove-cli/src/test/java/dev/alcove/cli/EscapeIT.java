package dev.alcove.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Attempts of a default container's root to get out, as a container of root and of an ordinary user. Each must be refused, and leave what
 * it aims at as it was: a secret file, a process, and the parameters of the kernel.
 */
@Execution(ExecutionMode.CONCURRENT)
final class EscapeIT {
    private static final String SECRET = "the host's secret";
    private static final List<String> PARAMETERS = List.of(
            "kernel/core_pattern",
            "kernel/modprobe",
            "kernel/hostname",
            "kernel/domainname",
            "kernel/panic_on_oops",
            "vm/overcommit_memory");

    private static Path directory;
    private static Path canary;
    private static Map<Account, Process> victims;
    private static List<String> parametersBefore;

    @BeforeAll
    static void prepare() throws IOException {
        directory = Files.createTempDirectory("alcove-escape");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        canary = Files.writeString(directory.resolve("canary"), SECRET);
        parametersBefore = parameterValues();
        victims = new EnumMap<>(Account.class);
        for (Account account : Account.all()) {
            List<String> command = new ArrayList<>();
            for (Object word : account.command("sleep", "1000")) {
                command.add(word.toString());
            }
            victims.put(account, new ProcessBuilder(command).start());
        }
    }

    @AfterAll
    static void cleanUp() throws IOException, InterruptedException {
        for (Process victim : victims.values()) {
            victim.destroyForcibly().waitFor();
        }
        Files.delete(canary);
        Files.delete(directory);
    }

    /** Attempts that share a container, which is started when the first of them is to be checked. */
    static final class Batch {
        private final Account account;
        private final List<Attempt> attempts;
        private String @Nullable [] outputs;

        Batch(Account account, List<Attempt> attempts) {
            this.account = account;
            this.attempts = attempts;
        }

        synchronized String output(Attempt attempt) throws IOException, InterruptedException {
            String[] all = outputs;
            if (all == null) {
                Ran ran = run(account, attempts.get(0).options(), Attempt.script(attempts));
                all = Attempt.outputs(attempts, ran.out() + ran.err());
                outputs = all;
            }
            String output = all[attempts.indexOf(attempt)];
            assertNotNull(output, "no word of it: the container ended before");
            return output;
        }
    }

    /** Those without options may share a container; but where they could disturb each other, each has its own. */
    private static Stream<Arguments> by(List<Attempt> attempts, boolean apart) {
        Assumptions.assumeTrue(
                "amd64".equals(System.getProperty("os.arch")), "the numbers of system calls are those of x86-64");
        List<Arguments> all = new ArrayList<>();
        for (Account account : Account.all()) {
            Batch batch = new Batch(account, attempts);
            for (Attempt attempt : attempts) {
                all.add(Arguments.of(account, attempt, apart ? new Batch(account, List.of(attempt)) : batch));
            }
        }
        return all.stream();
    }

    static Stream<Arguments> parameters() {
        return by(Attempts.parameters(), false);
    }

    static Stream<Arguments> mounts() {
        return by(Attempts.mounts(), false);
    }

    static Stream<Arguments> leaks() {
        return by(Attempts.leaks(), false);
    }

    static Stream<Arguments> processes() {
        return by(Attempts.processes(), true);
    }

    static Stream<Arguments> devices() {
        return by(Attempts.devices(), false);
    }

    static Stream<Arguments> calls() {
        return by(Attempts.calls(), false);
    }

    private static Process victim(Account account) {
        return Objects.requireNonNull(victims.get(account), "one for each account");
    }

    static List<Account> accounts() {
        return Account.all();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"parameters", "mounts", "leaks", "processes", "devices", "calls"})
    void isRefused(Account account, Attempt attempt, Batch batch) throws Exception {
        String output = batch.output(attempt);
        attempt.check(output);
        assertFalse(output.contains(SECRET), "the secret was read");
        assertEquals(SECRET, Files.readString(canary));
        assertTrue(victim(account).isAlive(), "the victim was killed");
        assertEquals(parametersBefore, parameterValues());
    }

    /** Were everything refused because nothing works, this would notice. */
    @ParameterizedTest
    @MethodSource("accounts")
    void successesAreNoticed(Account account) throws Exception {
        List<String> loose = List.of("--security-opt", "seccomp=unconfined", "--cap-add", "SYS_ADMIN");
        for (String script : List.of(
                "must_fail mount -t tmpfs none /tmp",
                "must_fail mount --bind /tmp /sys/firmware",
                "must_fail sys 272 0x20000",
                "must_fail sys 165 none /tmp tmpfs 0 0",
                "must_fail sys 430 tmpfs 0")) {
            Attempt attempt = Attempt.of("control: " + script, script);
            String succeeded = output(account, loose, attempt);
            assertThrows(AssertionError.class, () -> attempt.check(succeeded), succeeded);
            attempt.check(output(account, List.of(), attempt));
        }
        Attempt open = Attempt.of("control: the canary", "must_fail cat \"$CANARY\"");
        String seen = output(account, List.of("--ro-bind", directory.toString()), open);
        assertTrue(seen.contains(SECRET) && seen.contains("ESCAPED"), seen);
    }

    private static String output(Account account, List<String> options, Attempt attempt)
            throws IOException, InterruptedException {
        Ran ran = run(account, options, Attempt.script(List.of(attempt)));
        return ran.out() + ran.err();
    }

    private static Ran run(Account account, List<String> options, String script)
            throws IOException, InterruptedException {
        List<Object> command = new ArrayList<>(List.of(
                Dist.ALCOVE,
                "run",
                "-e",
                "CANARY=" + canary,
                "-e",
                "VICTIM=" + victim(account).pid()));
        command.addAll(options);
        command.addAll(List.of("--", "sh", "-c", script));
        Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL", "C");
        Ran.Running running = Ran.Running.start(environment, account.command(command.toArray()));
        if (!running.process().waitFor(30, TimeUnit.SECONDS)) {
            running.process().destroy();
        }
        return running.end();
    }

    private static List<String> parameterValues() throws IOException {
        List<String> values = new ArrayList<>();
        for (String parameter : PARAMETERS) {
            Path file = Path.of("/proc/sys", parameter);
            values.add(parameter + "="
                    + (Files.exists(file) ? Files.readString(file).strip() : "none"));
        }
        values.add(Files.readString(Path.of("/proc/swaps")));
        return values;
    }
}
