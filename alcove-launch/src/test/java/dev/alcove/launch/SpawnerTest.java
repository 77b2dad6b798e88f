package dev.alcove.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.Prctl;
import dev.alcove.linux.raw.Syscalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Children of this JVM, as whoever runs the tests. */
class SpawnerTest {
    private static final int ENOENT = 2;
    private static final int SIGKILL = 9;

    private Path out;

    @BeforeEach
    void makeOutput() throws IOException {
        out = Files.createTempFile("alcove", ".out");
    }

    @AfterEach
    void deleteOutput() throws IOException {
        Files.delete(out);
    }

    @Test
    void startsAProgram() throws IOException {
        assertEquals(7, Children.end(Spawner.spawn(Samples.spawn(sh("exit 7")), 0, null)));
    }

    @Test
    void isolatesIt() throws IOException {
        Program program = Samples.isolated(sh("readlink /proc/self/ns/net /proc/self/ns/uts > " + out + "; hostname >> "
                + out + "; echo $$ $(ls -d /proc/[0-9]* | wc -l) >> " + out));
        assertEquals(0, Children.end(Spawner.spawn(program, Samples.isolation(!User.isRoot()), null)));
        List<String> lines = Files.readAllLines(out);
        assertEquals(Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString(), lines.get(0));
        assertNotEquals(Files.readSymbolicLink(Path.of("/proc/self/ns/uts")).toString(), lines.get(1));
        assertEquals("alcove", lines.get(2));
        assertTrue(lines.get(3).matches("1 [1-4]"), lines.get(3));
    }

    /** The process in between is killed while a process of its own still runs on the memory that it was lent. */
    @Test
    void tellsOfAChildThatWasKilled() throws Exception {
        ProgramBuilder builder = new ProgramBuilder("killed");
        Calls calls = new Calls(builder);
        Slot slow = builder.slot("slow");
        Label inSlow = builder.label("slow");
        builder.add(new Step.Fork(slow, Clone.CLONE_VM | Clone.CLONE_VFORK, inSlow, new Failure("cannot fork")))
                .exit(0)
                .bind(inSlow)
                .attempt(
                        Syscall.NANOSLEEP,
                        new Arg.Described(
                                builder.bytes(new byte[] {100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})
                                        .address(),
                                "{tv_sec=100, tv_nsec=0}"),
                        Arg.NULL);
        calls.execve(slow, calls.text("/bin/true"), builder.strings(List.of("true")), builder.strings(List.of()));
        Program program = builder.exit(1).build();
        CompletableFuture<Spawner.Child> spawn = CompletableFuture.supplyAsync(() -> {
            try {
                return Spawner.spawn(program, Clone.CLONE_NEWUSER | Clone.CLONE_NEWPID, null);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        ProcessHandle init = firstOfAnotherPidNamespace();
        assertTrue(init.destroyForcibly());
        ExecutionException e = assertThrows(ExecutionException.class, () -> spawn.get(1, TimeUnit.MINUTES));
        assertTrue(String.valueOf(e.getMessage()).contains("killed before its command"), String.valueOf(e));
        assertFalse(init.isAlive());
    }

    /** A child of this JVM that is PID 1 in a namespace of its own, and has made a child. */
    private static ProcessHandle firstOfAnotherPidNamespace() throws InterruptedException {
        for (int i = 0; i < 1000; i++) {
            Optional<ProcessHandle> found = ProcessHandle.current()
                    .children()
                    .filter(child -> child.children().findAny().isPresent() && isFirst(child))
                    .findAny();
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(10);
        }
        throw new AssertionError("no such child");
    }

    private static boolean isFirst(ProcessHandle child) {
        try {
            return Files.readString(Path.of("/proc/" + child.pid() + "/status"))
                    .contains("\nNSpid:\t" + child.pid() + "\t1\n");
        } catch (IOException e) {
            return false; // it has ended
        }
    }

    /** A JVM that is killed while a child waits for what its attendant does takes the child with it. */
    @Test
    void childDoesNotOutliveTheJvmThatItWaitsFor() throws Exception {
        Process jvm = new ProcessBuilder(Jvm.command(List.of(), "wait", ""))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long child;
        try (var lines = jvm.inputReader()) {
            child = Long.parseLong(lines.readLine());
            assertTrue(ProcessHandle.of(child).isPresent());
            jvm.destroyForcibly().waitFor();
        }
        for (int i = 0; i < 100 && isRunning(child); i++) {
            Thread.sleep(100);
        }
        assertFalse(isRunning(child), "still waiting");
    }

    /** Whether the process is there and no zombie, which it may remain for a while. */
    private static boolean isRunning(long pid) {
        try {
            return !Files.readString(Path.of("/proc/" + pid + "/status")).contains("\nState:\tZ");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void namesTheStepThatFailed() {
        LinuxException e = assertThrows(
                LinuxException.class, () -> Spawner.spawn(Samples.spawn(List.of("/nonexistent", "x")), 0, null));
        assertEquals("cannot execute", e.attempt());
        assertEquals("execve(\"/nonexistent\", [\"/nonexistent\", \"x\"], [\"PATH=/bin:/usr/bin\"])", e.call());
        assertEquals(Errno.ENOENT, e.errno().orElseThrow());
    }

    @Test
    void givesTheRemedyThatFits() throws IOException {
        Files.writeString(out, "0\n");
        List<Remedy> remedies = List.of(
                Remedy.on(1, "no"),
                Remedy.when(ENOENT, out.toString(), "1", "no"),
                Remedy.missing(ENOENT, out.toString(), "no"),
                Remedy.when(ENOENT, out.toString(), "0", "yes"));
        LinuxException e = assertThrows(LinuxException.class, () -> Spawner.spawn(Samples.failing(remedies), 0, null));
        assertEquals("yes", e.remedy().orElseThrow());
        assertEquals("chdir(\"/nonexistent\")", e.call());
    }

    @Test
    void leavesNothingOfAChildThatFailed() {
        ProgramBuilder builder = new ProgramBuilder("test");
        Slot pid = builder.slot("pid");
        Slot status = builder.slot("status");
        builder.attempt(pid, Syscall.GETPID)
                .add(new Step.Wait(pid, status, new Failure("waitpid failed")))
                .exit(0);
        Program program = builder.build();
        LinuxException e = assertThrows(LinuxException.class, () -> Spawner.spawn(program, 0, null));
        assertEquals(Errno.ECHILD, e.errno().orElseThrow());
        assertEquals("wait4(<pid>, [<status>], 0, NULL)", e.call());
    }

    @Test
    void saysThatThereCanBeNoChild() {
        LinuxException e = assertThrows(
                LinuxException.class,
                () -> Spawner.spawn(Samples.spawn(sh("")), Clone.CLONE_NEWNS | Clone.CLONE_FS, null));
        assertEquals("cannot create a process", e.attempt());
        assertEquals(Errno.EINVAL, e.errno().orElseThrow());
        assertTrue(
                e.call().startsWith("clone3({flags=CLONE_VM|CLONE_FS|CLONE_PIDFD|CLONE_VFORK|CLONE_NEWNS|"), e.call());
    }

    @Test
    void givesTheChildTheMaskAndNoHandlers() throws IOException {
        String before = signals(Path.of("/proc/thread-self/status"));
        Program program = Samples.spawn(copyStatus());
        assertEquals(0, Children.end(Spawner.spawn(program, 0, null)));
        assertEquals("0000000000000000", field(out, "SigBlk"));
        assertEquals("0000000000000000", field(out, "SigCgt"));
        assertEquals(field(Path.of("/proc/self/status"), "SigIgn"), field(out, "SigIgn"));
        assertEquals(before, signals(Path.of("/proc/thread-self/status")));
    }

    @Test
    void startsTheProgramWithAllSignalsBlocked() throws IOException {
        ProgramBuilder builder = new ProgramBuilder("test");
        Samples.appendSpawnedExec(builder, copyStatus());
        assertEquals(0, Children.end(Spawner.spawn(builder.build(), 0, null)));
        assertEquals("fffffffffffbfeff", field(out, "SigBlk"));
    }

    @Test
    void keepsDescriptorsToItself() throws IOException {
        Program program = Samples.spawn(sh("ls /proc/self/fd > " + out));
        assertEquals(0, Children.end(Spawner.spawn(program, 0, null)));
        assertEquals(List.of("0", "1", "2", "3"), Files.readAllLines(out));
    }

    @Test
    void lastsAsLongAsAChildThatNeverCallsExec() throws IOException {
        ProgramBuilder builder = new ProgramBuilder("test");
        builder.exit(9);
        assertEquals(9, Children.end(Spawner.spawn(builder.build(), 0, null)));
        ProgramBuilder killed = new ProgramBuilder("test");
        Slot pid = killed.slot("pid");
        killed.attempt(pid, Syscall.GETPID)
                .attempt(Syscall.KILL, new Arg.Value(pid), new Arg.Number(SIGKILL))
                .exit(0);
        assertEquals(128 + SIGKILL, Children.end(Spawner.spawn(killed.build(), 0, null)));
    }

    @Test
    void waitsWhileItIsAttended() throws IOException {
        Program program = Samples.attended(sh("id -u > " + out + "; cat /proc/self/uid_map >> " + out));
        long euid = Syscalls.call(Syscall.GETEUID);
        Spawner.Child child =
                Spawner.spawn(program, Samples.isolation(true), pid -> writeMap(pid, "0 " + euid + " 1\n"));
        assertEquals(0, Children.end(child));
        assertEquals("0", Files.readAllLines(out).get(0));
        assertEquals("0 " + euid + " 1", Files.readAllLines(out).get(1).strip().replaceAll(" +", " "));
    }

    @Test
    void endsTheChildWhoseAttendantFails() {
        IOException own = new IOException("the attendant's own");
        Program program = Samples.attended(sh("echo never > " + out));
        int[] pid = new int[1];
        assertSame(
                own,
                assertThrows(
                        IOException.class,
                        () -> Spawner.spawn(program, Samples.isolation(true), child -> {
                            pid[0] = child;
                            throw own;
                        })));
        assertFalse(Files.exists(Path.of("/proc/" + pid[0])));
        Error error = new AssertionError("thrown");
        assertSame(
                error,
                assertThrows(
                        Error.class,
                        () -> Spawner.spawn(program, Samples.isolation(true), child -> {
                            throw error;
                        })));
    }

    @Test
    void prefersTheStepsFailureToTheAttendants() {
        ProgramBuilder builder = new ProgramBuilder("test");
        new Calls(builder).chdir("/nonexistent", new Failure("cannot change directory"));
        builder.awaitRelease();
        Samples.appendSpawnedExec(builder, sh(""));
        Program program = builder.build();
        IOException gone = new IOException("the child is gone");
        LinuxException e = assertThrows(
                LinuxException.class,
                () -> Spawner.spawn(program, 0, pid -> {
                    awaitZombie(pid);
                    throw gone;
                }));
        assertEquals("cannot change directory", e.attempt());
        assertSame(gone, e.getSuppressed()[0]);
    }

    @Test
    void wantsAnAttendantWhereTheProgramWaits() {
        Program waits = Samples.attended(sh(""));
        Program goes = Samples.spawn(sh(""));
        assertThrows(InvalidProgramException.class, () -> Spawner.spawn(waits, 0, null));
        assertThrows(InvalidProgramException.class, () -> Spawner.spawn(goes, 0, pid -> {}));
    }

    /** A change of credentials clears the flag of the memory that the child shares with us. */
    @Test
    void staysDumpable() throws IOException {
        ProgramBuilder builder = new ProgramBuilder("test");
        builder.attempt(Syscall.SETUID, new Arg.Number(65534));
        Samples.appendSpawnedExec(builder, sh("id -u > /dev/null"));
        assertEquals(0, Children.end(Spawner.spawn(builder.build(), 0, null)));
        assertEquals(1, Syscalls.call(Syscall.PRCTL, Prctl.PR_GET_DUMPABLE));
        ProgramBuilder own = new ProgramBuilder("test");
        own.attempt(Syscall.PRCTL, new Arg.Number(Prctl.PR_SET_DUMPABLE), new Arg.Number(0));
        Samples.appendSpawnedExec(own, sh(""));
        assertEquals(0, Children.end(Spawner.spawn(own.build(), 0, null)));
        assertEquals(1, Syscalls.call(Syscall.PRCTL, Prctl.PR_GET_DUMPABLE));
    }

    /** Not by way of a shell, which changes its mask. */
    private List<String> copyStatus() {
        return List.of("/bin/cp", "/proc/self/status", out.toString());
    }

    private static void writeMap(int pid, String line) throws IOException {
        Files.writeString(Path.of("/proc/" + pid + "/uid_map"), line);
    }

    private static void awaitZombie(int pid) throws IOException {
        while (!Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ")) {
            Thread.onSpinWait();
        }
    }

    private static String signals(Path status) throws IOException {
        return field(status, "SigBlk") + " " + field(status, "SigCgt");
    }

    private static String field(Path status, String name) throws IOException {
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(name + ":\t"))
                .findFirst()
                .orElseThrow()
                .substring(name.length() + 2);
    }

    private static List<String> sh(String script) {
        return List.of("/bin/sh", "-c", script);
    }
}
