package dev.alcove.net.netns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Mount;
import dev.alcove.linux.raw.Syscalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Assumptions;

/**
 * Runs a test on a thread in mount and network namespaces of its own, with a tmpfs on {@code /run}; they go with the thread. The
 * programs that it starts are in them too.
 */
final class PrivateRun {
    private PrivateRun() {}

    static void test(Callable<?> test) throws Exception {
        Assumptions.assumeTrue(
                Syscalls.call(Syscall.GETEUID) == 0,
                "it takes root to mount something over /run and to name namespaces");
        FutureTask<?> task = new FutureTask<>(() -> {
            enter();
            return test.call();
        });
        Thread thread = Thread.ofPlatform().daemon().start(task);
        thread.join();
        try {
            task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw e;
        }
    }

    private static void enter() throws IOException {
        long flags = Clone.CLONE_FS | Clone.CLONE_NEWNS | Clone.CLONE_NEWNET;
        assertEquals(0, Syscalls.call(Syscall.UNSHARE, flags));
        try (Memory memory = Memory.map(64)) {
            long tmpfs = memory.latin1("tmpfs");
            long root = memory.latin1("/");
            long run = memory.latin1("/run");
            int change = Mount.MS_REC | Mount.MS_PRIVATE;
            assertEquals(0, Syscalls.call(Syscall.MOUNT, tmpfs, root, 0, change, 0, 0));
            assertEquals(0, Syscalls.call(Syscall.MOUNT, tmpfs, run, tmpfs, 0, 0, 0));
        }
    }

    /** What a program prints, on either stream, which must end with this status. */
    static String run(int status, String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(status, process.waitFor(), printed);
        return printed;
    }
}
