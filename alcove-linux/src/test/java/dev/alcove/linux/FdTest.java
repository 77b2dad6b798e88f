package dev.alcove.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.linux.raw.Descriptors;
import dev.alcove.linux.raw.Fcntl;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Syscalls;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * The judge is {@code /proc/self/fd}. Each test has its own range of numbers, far above those that the JVM's other threads
 * get, so that a number is free again when its descriptor is closed.
 */
class FdTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 500;

    @Test
    void closesOnceAndNeverASuccessor() throws Exception {
        int number = open(500);
        Fd first = Descriptors.adopt(number);
        assertTrue(first.isOpen());
        assertEquals(number, Descriptors.number(first));
        first.close();
        assertFalse(first.isOpen());
        assertFalse(isOpen(number));

        assertEquals(number, open(500));
        Fd second = Descriptors.adopt(number);
        first.close();
        assertTrue(isOpen(number));
        second.close();
        assertFalse(isOpen(number));
    }

    @Test
    void cannotBeUsedWhenClosed() throws Exception {
        Fd fd = Descriptors.adopt(open(540));
        fd.close();
        assertThrows(IllegalStateException.class, () -> Descriptors.number(fd));
        assertThrows(IllegalStateException.class, () -> Descriptors.use(fd, number -> number));
        assertThrows(IllegalArgumentException.class, () -> Descriptors.adopt(-9));
    }

    @Test
    void saysWhenSomeoneElseClosedIt() {
        int number = open(580);
        Fd fd = Descriptors.adopt(number);
        assertEquals(0, Syscalls.call(Syscall.CLOSE, number));
        UncheckedIOException e = assertThrows(UncheckedIOException.class, fd::close);
        assertEquals(
                Optional.of(Errno.EBADF),
                assertInstanceOf(LinuxException.class, e.getCause()).errno());
    }

    @Test
    void staysOpenWhileACallIsInIt() throws Exception {
        try (ExecutorService threads = Executors.newCachedThreadPool();
                Memory memory = Memory.map(16)) {
            assertEquals(0, Syscalls.call(Syscall.PIPE2, memory.address(), Open.O_CLOEXEC));
            int read = raise(memory.buffer().getInt(0), 620);
            Fd writer = Descriptors.adopt(memory.buffer().getInt(4));
            Fd reader = Descriptors.adopt(read);
            CountDownLatch entered = new CountDownLatch(1);
            Future<Long> blocked = threads.submit(() -> Descriptors.use(reader, number -> {
                entered.countDown();
                return Syscalls.call(Syscall.READ, number, memory.address() + 8, 1);
            }));
            entered.await();
            reader.close();
            assertFalse(reader.isOpen());
            assertTrue(isOpen(read));
            assertThrows(IllegalStateException.class, () -> Descriptors.use(reader, number -> number));
            assertEquals(1, Syscalls.call(Syscall.WRITE, Descriptors.number(writer), memory.address(), 1));
            assertEquals(1, blocked.get());
            assertFalse(isOpen(read));
            writer.close();
        }
    }

    /** A number that is closed twice is EBADF, or worse, takes a descriptor from the thread that got the number next. */
    @Test
    void manyThreadsMayCloseAndUseIt() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            CyclicBarrier together = new CyclicBarrier(THREADS);
            Fd[] shared = new Fd[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                shared[i] = Descriptors.adopt(open(660));
            }
            Future<?>[] done = new Future<?>[THREADS];
            for (int t = 0; t < THREADS; t++) {
                done[t] = threads.submit(() -> {
                    for (Fd fd : shared) {
                        together.await();
                        useAndClose(fd);
                    }
                    return null;
                });
            }
            for (Future<?> thread : done) {
                thread.get();
            }
            for (int i = 0; i < ROUNDS; i++) {
                assertFalse(isOpen(660 + i));
            }
        }
    }

    private static void useAndClose(Fd fd) {
        try {
            long flags = Descriptors.use(fd, number -> Syscalls.call(Syscall.FCNTL, number, Fcntl.F_GETFD, 0));
            assertEquals(Fcntl.FD_CLOEXEC, flags);
        } catch (IllegalStateException closed) {
            assertFalse(fd.isOpen());
        }
        fd.close();
    }

    /** A new descriptor with the lowest free number that is not below {@code lowest}. */
    private static int open(int lowest) {
        return raise((int) Syscalls.call(Syscall.EVENTFD2, 0, Open.O_CLOEXEC), lowest);
    }

    private static int raise(int number, int lowest) {
        long raised = Syscalls.call(Syscall.FCNTL, number, Fcntl.F_DUPFD_CLOEXEC, lowest);
        assertTrue(raised >= lowest, () -> "fcntl gave " + raised);
        assertEquals(0, Syscalls.call(Syscall.CLOSE, number));
        return (int) raised;
    }

    private static boolean isOpen(int number) {
        return Files.exists(Path.of("/proc/self/fd", String.valueOf(number)), LinkOption.NOFOLLOW_LINKS);
    }
}
