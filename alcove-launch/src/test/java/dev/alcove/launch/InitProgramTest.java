package dev.alcove.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.linux.Arch;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Prctl;
import dev.alcove.linux.raw.Sigaction;
import dev.alcove.linux.raw.Syscalls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Init, run as a program of its own that is the reaper of all its descendants. */
class InitProgramTest {
    private static final int SIGTERM = 15;
    private static final int SIGCHLD = 17;
    private static final String ORPHANS = """
            n=0
            while [ $n -lt 1000 ]; do (true &); n=$((n + 1)); done
            echo made
            read answer
            exit 3
            """;

    @ParameterizedTest
    @EnumSource(Arch.class)
    void endsAsItsChildDoes(Arch arch) throws IOException, InterruptedException {
        for (int status : new int[] {0, 1, 128, 255}) {
            assertEquals(new Ran(status, "", ""), run(arch, "exit " + status));
        }
        for (int signal : new int[] {1, 6, 9, 11, 15}) {
            assertEquals(new Ran(128 + signal, "", ""), run(arch, "kill -" + signal + " $$"));
        }
    }

    @Test
    void reapsWhatItInherits() throws IOException, InterruptedException {
        try (Executable init = Executable.of(initOf(List.of("/bin/sh", "-c", ORPHANS)), Arch.HOST)) {
            Process process = new ProcessBuilder(init.command()).start();
            try (InputStream out = process.getInputStream();
                    OutputStream in = process.getOutputStream()) {
                assertEquals("made\n", new String(out.readNBytes(5), StandardCharsets.US_ASCII));
                // The orphans have ended or are about to; init has one child left, which is the shell.
                while (children(process.pid()).size() > 1) {
                    Thread.sleep(1);
                }
                assertTrue(residentKib(process.pid()) < 100, residentKib(process.pid()) + " KiB");
                in.write('\n');
            }
            assertEquals(3, process.waitFor());
        }
    }

    @Test
    void passesEverySignalOn() throws IOException, InterruptedException {
        try (Executable init = Executable.of(initOfSignalPrinter(), Arch.HOST)) {
            Process process = new ProcessBuilder(init.command()).start();
            try (InputStream out = process.getInputStream()) {
                assertEquals('!', out.read());
                for (int signal = 1; signal <= 64; signal++) {
                    if (signal != 9 && signal != 19 && signal != SIGCHLD && signal != SIGTERM) {
                        assertEquals(0, Syscalls.call(Syscall.KILL, process.pid(), signal));
                        assertEquals(signal, out.read());
                    }
                }
                assertEquals(0, Syscalls.call(Syscall.KILL, process.pid(), SIGTERM));
                assertEquals(SIGTERM, out.read());
            }
            assertEquals(15, process.waitFor());
        }
    }

    /** Without its action reset, a process that ignores SIGCHLD is not told of its children, nor can it wait for them. */
    @ParameterizedTest
    @EnumSource(Arch.class)
    void endsAlthoughItWasToIgnoreSigchld(Arch arch) throws IOException, InterruptedException {
        try (Executable init = Executable.of(initOf(List.of("/bin/sh", "-c", "exit 5")), arch)) {
            String command = "trap '' CHLD; exec " + String.join(" ", init.command());
            assertEquals(new Ran(5, "", ""), Ran.command(List.of("sh", "-c", command)));
        }
    }

    @ParameterizedTest
    @EnumSource(Arch.class)
    void runsForAChildOfWhoeverBecameIt(Arch arch) throws IOException, InterruptedException {
        try (Executable init = Executable.of(InitProgram.standalone(), arch)) {
            String command = "sh -c 'exit 7' & exec " + String.join(" ", init.command()) + " $!";
            assertEquals(new Ran(7, "", ""), Ran.command(List.of("sh", "-c", command)));
        }
    }

    @ParameterizedTest
    @EnumSource(Arch.class)
    void saysHowItIsUsed(Arch arch) throws IOException, InterruptedException {
        try (Executable init = Executable.of(InitProgram.standalone(), arch)) {
            Ran usage = new Ran(2, "", "usage: alcove-init PID\n");
            assertEquals(usage, init.run());
            assertEquals(usage, init.run("1", "2"));
            for (String argument : List.of("", "0", "x", "12x", "-1", "2147483648", "99999999999999999999")) {
                assertEquals(usage, init.run(argument), argument);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Arch.class)
    void endsWithoutChildren(Arch arch) throws IOException, InterruptedException {
        try (Executable init = Executable.of(InitProgram.standalone(), arch)) {
            assertEquals(new Ran(1, "", "alcove-init: waitpid failed: No child processes\n"), init.run("2147483647"));
        }
    }

    private static Ran run(Arch arch, String script) throws IOException, InterruptedException {
        try (Executable init = Executable.of(initOf(List.of("/bin/sh", "-c", script)), arch)) {
            return init.run();
        }
    }

    private static Program initOf(List<String> command) {
        ProgramBuilder builder = new ProgramBuilder("init");
        Data old = builder.buffer(Sigaction.SIGSET_SIZE);
        startInit(builder, old);
        setMask(builder, old, Arg.NULL);
        Samples.appendExec(builder, command);
        return builder.build();
    }

    /** Its child writes the number of each signal that it gets, and ends after SIGTERM with that as its status. */
    private static Program initOfSignalPrinter() {
        ProgramBuilder builder = new ProgramBuilder("init");
        startInit(builder, builder.buffer(Sigaction.SIGSET_SIZE));
        Slot signal = builder.slot("signal");
        Label next = builder.label("next");
        Label end = builder.label("end");
        Data number = builder.buffer(1);
        builder.store(number.address(), Operand.of('!'), Step.Width.BYTE)
                .bind(next)
                .attempt(
                        Syscall.WRITE,
                        new Arg.Number(1),
                        new Arg.Described(number.address(), "number"),
                        new Arg.Number(1))
                .load(signal, number.address(), Step.Width.BYTE)
                .jumpIf(signal, Step.Comparison.EQUAL, SIGTERM, end)
                .attempt(
                        signal,
                        Syscall.RT_SIGTIMEDWAIT,
                        new Arg.Described(InitProgram.allSignals(builder).address(), "~[]"),
                        Arg.NULL,
                        Arg.NULL,
                        new Arg.Number(Sigaction.SIGSET_SIZE))
                .store(number.address(), signal, Step.Width.BYTE)
                .jump(next)
                .bind(end)
                .exit(signal);
        return builder.build();
    }

    /** The steps behind these are the child's, where all signals are blocked. */
    private static void startInit(ProgramBuilder builder, Data old) {
        Slot main = builder.slot("main");
        Label child = builder.label("child");
        setMask(builder, InitProgram.allSignals(builder), new Arg.Described(old.address(), "old"));
        InitProgram.prepare(builder);
        // QEMU knows nothing of subreapers; there the call fails, and nobody is an orphan.
        builder.attempt(
                Syscall.PRCTL,
                new Arg.Symbol(Prctl.PR_SET_CHILD_SUBREAPER, "PR_SET_CHILD_SUBREAPER"),
                new Arg.Number(1));
        builder.add(new Step.Fork(main, 0, child, new Failure("fork failed")));
        InitProgram.append(builder, main);
        builder.bind(child);
    }

    private static void setMask(ProgramBuilder builder, Data mask, Arg old) {
        new Calls(builder)
                .sigprocmask(
                        new Arg.Symbol(Sigaction.SIG_SETMASK, "SIG_SETMASK"),
                        new Arg.Described(mask.address(), "mask"),
                        old,
                        new Failure("sigprocmask failed"));
    }

    private static List<String> children(long pid) throws IOException {
        return List.of(Files.readString(Path.of("/proc/" + pid + "/task/" + pid + "/children"))
                .strip()
                .split(" ", -1));
    }

    private static int residentKib(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream()
                .filter(line -> line.startsWith("Rss:"))
                .mapToInt(line -> Integer.parseInt(line.replaceAll("[^0-9]", "")))
                .sum();
    }
}
