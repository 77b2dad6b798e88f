package dev.alcove.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.linux.raw.Prctl;
import dev.alcove.linux.raw.Syscalls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real processes. Those that are to be reaped are orphans that this JVM adopts: the JDK reaps its own children. */
class PidfdTest {
    private static final Duration LONG = Duration.ofDays(10_000);

    @Test
    void tellsWhetherAProcessIsAlive() throws Exception {
        Process child = new ProcessBuilder("sleep", "1000").start();
        try (Pidfd pidfd = Pidfd.open((int) child.pid());
                ExecutorService threads = Executors.newCachedThreadPool()) {
            assertEquals(child.pid(), pidfd.pid());
            assertTrue(pidfd.isAlive());
            assertFalse(pidfd.awaitExit(Duration.ofMillis(1)));
            assertFalse(pidfd.awaitExit(Duration.ofSeconds(-1)));
            Future<Boolean> waiter = threads.submit(() -> pidfd.awaitExit(LONG));
            pidfd.sendSignal(Signal.SIGTERM);
            assertTrue(waiter.get());
            pidfd.awaitExit();
            assertFalse(pidfd.isAlive());
            assertEquals(128 + 15, child.waitFor());
            assertEquals(Optional.of(Errno.ESRCH), errno(() -> pidfd.sendSignal(Signal.SIGTERM)));
            assertFalse(pidfd.isAlive());
        } finally {
            Commands.end(child);
        }
    }

    @Test
    void reapsAChildAndTellsHowItEnded(@TempDir Path directory) throws Exception {
        Path gate = directory.resolve("gate");
        Commands.output("mkfifo", gate.toString());
        assertEquals(0, Syscalls.call(Syscall.PRCTL, Prctl.PR_SET_CHILD_SUBREAPER, 1));
        try {
            int exits = orphan("(read line < '" + gate + "'; exit 7)");
            try (Pidfd pidfd = Pidfd.open(exits)) {
                assertTrue(pidfd.isAlive());
                Files.writeString(gate, "go\n");
                pidfd.awaitExit();
                assertTrue(Files.exists(Path.of("/proc", String.valueOf(exits))), "a zombie until it is reaped");
                assertEquals(WaitStatus.ofSiginfo(1, 7), pidfd.reap());
                assertEquals(Optional.of(Errno.ECHILD), errno(pidfd::reap));
                assertEquals(Optional.of(Errno.ESRCH), errno(() -> pidfd.sendSignal(Signal.SIGKILL)));
            }
            try (Pidfd pidfd = Pidfd.open(orphan("sleep 1000"))) {
                pidfd.sendSignal(Signal.SIGKILL);
                WaitStatus status = pidfd.reap();
                assertTrue(status.signalled());
                assertEquals(Signal.SIGKILL, status.signal());
            }
        } finally {
            assertEquals(0, Syscalls.call(Syscall.PRCTL, Prctl.PR_SET_CHILD_SUBREAPER, 0));
        }
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        assertEquals(
                Optional.of(Errno.ESRCH),
                errno(() -> Pidfd.open(Integer.MAX_VALUE).close()));
        assertEquals(Optional.of(Errno.EINVAL), errno(() -> Pidfd.open(-1).close()));
        Pidfd self = Pidfd.open((int) ProcessHandle.current().pid());
        try (self) {
            assertEquals(Optional.of(Errno.ECHILD), errno(self::reap));
        }
        assertThrows(IllegalStateException.class, self::isAlive);
    }

    /** Starts a command in the background of a shell that ends, and so leaves it to this JVM. */
    private static int orphan(String command) throws Exception {
        return Integer.parseInt(
                Commands.output("sh", "-c", command + " > /dev/null & echo $!").strip());
    }

    /** A call that is to fail. */
    private interface Call {
        void run() throws LinuxException;
    }

    private static Optional<Errno> errno(Call call) {
        return assertThrows(LinuxException.class, call::run).errno();
    }
}
