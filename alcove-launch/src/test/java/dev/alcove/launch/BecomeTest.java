package dev.alcove.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.linux.Arch;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Sigaction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JVMs that become programs, as whoever runs the tests and as an ordinary user. */
class BecomeTest {
    private static final int SIGHUP = 1;
    private static final int SIGQUIT = 3;
    private static final int SIGKILL = 9;
    private static final int SIGUSR2 = 12;
    private static final int SIGTERM = 15;
    private static final int SIGSTOP = 19;
    private static final int SIGWINCH = 28;

    /** A JVM of the command line, and one as it comes. */
    enum Flags {
        /** Without the second flag, the first makes a JVM listen on a socket that it does not close on exec. */
        REDUCED("-Xrs -XX:+DisableAttachMechanism"),
        PLAIN("-Xshare:auto");

        private final String flags;

        Flags(String flags) {
            this.flags = flags;
        }
    }

    record How(User user, Flags flags) {
        List<String> command(String... arguments) {
            return user.command(Jvm.command(List.of(flags.flags.split(" ", -1)), arguments));
        }
    }

    static Stream<How> how() {
        return User.all().stream().flatMap(user -> Stream.of(Flags.values()).map(flags -> new How(user, flags)));
    }

    @ParameterizedTest
    @MethodSource("how")
    void keepsThePid(How how) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(how.command("become", "exec", "/bin/sh", "-c", "echo $$ $PPID; exit 6")).start();
        String out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
        assertEquals(6, process.waitFor());
        assertEquals(process.pid() + " " + ProcessHandle.current().pid() + "\n", out);
    }

    @ParameterizedTest
    @MethodSource("how")
    void hasOneThreadSoThatItMayUnshare(How how) throws IOException, InterruptedException {
        Ran ran = Ran.command(how.command("become", "unshare", "/bin/readlink", "/proc/self/ns/user"));
        assertEquals(0, ran.status(), ran.err());
        assertNotEquals(Files.readSymbolicLink(Path.of("/proc/self/ns/user")) + "\n", ran.out());
    }

    @ParameterizedTest
    @MethodSource("how")
    void passesBytesOn(How how) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                how.command("become", "exec", "/bin/sh", "-c", "echo \"$ONE\" \"$1\"", "sh", "a\u00e9"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("ONE", "\u00e9");
        assertEquals(new Ran(0, "\u00c3\u00a9 a\u00c3\u00a9\n", ""), Ran.process(builder));
        ProcessBuilder echo = new ProcessBuilder(how.command("become", "echo", "name", "a\u00e9"));
        echo.environment().put("LC_ALL", "C.UTF-8");
        assertEquals(new Ran(0, "a\u00c3\u00a9\n", ""), Ran.process(echo));
    }

    @ParameterizedTest
    @MethodSource("how")
    void leavesOnlyTheDescriptorsThatTheJvmGot(How how) throws IOException, InterruptedException {
        List<String> command = List.of("become", "exec", "/bin/ls", "/proc/self/fd");
        assertEquals(new Ran(0, "0\n1\n2\n3\n", ""), Ran.command(how.command(command.toArray(new String[0]))));
        String script = "exec 5</dev/null 3</; exec \"$@\"";
        List<String> given = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        given.addAll(how.command(command.toArray(new String[0])));
        assertEquals(new Ran(0, "0\n1\n2\n3\n4\n5\n", ""), Ran.command(given));
    }

    @ParameterizedTest
    @MethodSource("how")
    void restoresTheMask(How how) throws IOException, InterruptedException {
        long some = Sigaction.bit(SIGQUIT)
                | Sigaction.bit(SIGUSR2)
                | Sigaction.bit(SIGHUP)
                | Sigaction.bit(SIGTERM)
                | Sigaction.bit(SIGWINCH);
        List<String> show = List.of("/bin/grep", "^Sig[BI]", "/proc/self/status");
        List<String> become = new ArrayList<>(List.of("become", "exec"));
        become.addAll(show);
        for (long mask : new long[] {0, some}) {
            try (Executable direct = Executable.of(withSignals(mask, show), Arch.HOST);
                    Executable jvm =
                            Executable.of(withSignals(mask, how.command(become.toArray(new String[0]))), Arch.HOST)) {
                Ran expected = direct.run();
                assertTrue(expected.out().startsWith("SigBlk:\t%016x\n".formatted(mask)), expected.out());
                assertEquals(expected, jvm.run());
            }
        }
    }

    /** Executes {@code command} with this mask, and only SIGWINCH ignored. */
    private static Program withSignals(long mask, List<String> command) {
        ProgramBuilder builder = new ProgramBuilder("starter");
        byte[] set = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(mask)
                .array();
        Calls calls = new Calls(builder);
        for (int signal = 1; signal <= 64; signal++) {
            if (signal != SIGKILL && signal != SIGSTOP) {
                calls.defaultAction(new Arg.Number(signal), new Failure("rt_sigaction failed"));
            }
        }
        calls.ignore(new Arg.Number(SIGWINCH), new Failure("rt_sigaction failed"));
        builder.call(
                new Failure("sigprocmask failed"),
                Syscall.RT_SIGPROCMASK,
                new Arg.Number(Sigaction.SIG_SETMASK),
                new Arg.Described(builder.bytes(set).address(), "mask"),
                Arg.NULL,
                new Arg.Number(Sigaction.SIGSET_SIZE));
        String first = command.get(0);
        List<String> found = new ArrayList<>(command);
        found.set(0, first.startsWith("/") ? first : "/usr/bin/" + first);
        Samples.appendExec(builder, found);
        return builder.build();
    }

    @ParameterizedTest
    @MethodSource("how")
    void reportsAStepThatFails(How how) throws IOException, InterruptedException {
        assertEquals(
                new Ran(127, "", "sample: cannot execute: No such file or directory\n"),
                Ran.command(how.command("become", "exec", "/nonexistent")));
    }

    @ParameterizedTest
    @MethodSource("how")
    void leavesTheJvmAsItWasWhenItFails(How how) throws IOException, InterruptedException {
        assertEquals(
                new Ran(0, "cannot execute the launch program: E2BIG\nunchanged\n", ""),
                Ran.command(how.command("overflow", "")));
    }
}
