package dev.alcove.linux.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.linux.Errno;
import dev.alcove.linux.Syscall;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the stub returns is what the kernel returns. */
class SyscallsTest {
    private static final int CALLS = 50_000;

    @Test
    void failureIsANegatedErrno() {
        assertEquals(-Errno.EBADF.number(), Syscalls.call(Syscall.CLOSE, -1));
        assertEquals(-Errno.ENOSYS.number(), Syscalls.call(4000, 0, 0, 0, 0, 0, 0));
        assertEquals(-Errno.EFAULT.number(), Syscalls.call(Syscall.PIPE2, 1, 0));
        assertEquals(-Errno.EINVAL.number(), Syscalls.call(Syscall.DUP3, 0, 0, 0));
        assertEquals(-Errno.ESRCH.number(), Syscalls.call(Syscall.KILL, Integer.MAX_VALUE, 0));
    }

    @Test
    void onlyTheLast4095NumbersAreFailures() {
        assertTrue(Syscalls.failed(-1));
        assertTrue(Syscalls.failed(-4095));
        assertFalse(Syscalls.failed(-4096));
        assertFalse(Syscalls.failed(0));
        assertFalse(Syscalls.failed(Long.MIN_VALUE));
    }

    @Test
    void successIsTheResult() {
        assertEquals(ProcessHandle.current().pid(), Syscalls.call(Syscall.GETPID));
    }

    @Test
    void allSixArgumentsArrive(@TempDir Path directory) throws Exception {
        byte[] pages = new byte[3 * 4096];
        pages[4096] = 'x';
        Path file = Files.write(directory.resolve("pages"), pages);
        try (Memory memory = Memory.map(4096)) {
            long path = memory.string(file.toString());
            long fd = Syscalls.call(Syscall.OPENAT, At.AT_FDCWD, path, Open.O_CLOEXEC, 0);
            assertTrue(fd >= 0, () -> "openat gave " + fd);
            long at = Syscalls.call(Syscall.MMAP, 0, 4096, Mman.PROT_READ, Mman.MAP_PRIVATE, fd, 4096);
            assertFalse(Syscalls.failed(at), () -> "mmap gave " + at);
            assertEquals('x', Syscalls.view(at, 4096).get(0));
            assertEquals(0, Syscalls.call(Syscall.MUNMAP, at, 4096));
            assertEquals(0, Syscalls.call(Syscall.CLOSE, fd));
        }
    }

    @Test
    void threadsDoNotSeeEachOthersErrors() throws Exception {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            CyclicBarrier together = new CyclicBarrier(2);
            Future<Boolean> one = threads.submit(() -> always(together, Syscall.CLOSE, Errno.EBADF));
            Future<Boolean> other = threads.submit(() -> always(together, Syscall.PIPE2, Errno.EFAULT));
            assertTrue(one.get());
            assertTrue(other.get());
        }
    }

    @Test
    void memoryHoldsBytesAndEndsThem() throws Exception {
        try (Memory memory = Memory.map(1)) {
            assertEquals(4096, memory.size());
            long utf8 = memory.string("\u00e9");
            long latin1 = memory.latin1("\u00e9");
            assertEquals(memory.address(), utf8);
            assertEquals(0, latin1 % 8);
            assertEquals("\u00c3\u00a9\0", text(utf8, 3));
            assertEquals("\u00e9\0", text(latin1, 2));
        }
    }

    private static boolean always(CyclicBarrier together, Syscall call, Errno errno) throws Exception {
        together.await();
        for (int i = 0; i < CALLS; i++) {
            if (Syscalls.call(call, -1) != -errno.number()) {
                return false;
            }
        }
        return true;
    }

    private static String text(long address, int length) {
        byte[] bytes = new byte[length];
        Syscalls.view(address, length).get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
