package dev.alcove.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alcove.linux.Commands;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.Syscalls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** A network namespace that a thread makes for itself and takes along when it ends. Takes root. */
final class NewNamespace {
    private NewNamespace() {}

    /** What is done in there. */
    interface Work {
        void run(NetlinkSocket socket) throws Exception;
    }

    static void run(int protocol, Work work) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> {
            try {
                assertEquals(0, Syscalls.call(Syscall.UNSHARE, Clone.CLONE_NEWNET));
                try (NetlinkSocket socket = NetlinkSocket.open(protocol)) {
                    work.run(socket);
                }
                done.complete(null);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        try {
            done.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    /** What a program says in this thread's namespace. */
    static String output(String... command) throws Exception {
        String task = Files.readSymbolicLink(Path.of("/proc/thread-self")).toString();
        Stream<String> enter = Stream.of("nsenter", "--net=/proc/" + task + "/ns/net");
        return Commands.output(Stream.concat(enter, Stream.of(command)).toArray(String[]::new));
    }
}
