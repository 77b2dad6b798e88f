package dev.alcove.namespace;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Starts processes that are to end with the JVM, from a thread that ends before, prints their PIDs, and waits. */
final class ParentDeathMain {
    private ParentDeathMain() {}

    public static void main(String[] arguments) throws Exception {
        Thread.ofPlatform()
                .start(() -> {
                    try {
                        start(sleep());
                        start(sleep().mapRootUser().unshare(NamespaceType.PID));
                        start(sleep().mapRootUser().unshare(NamespaceType.PID).init(false));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .join();
        Thread.sleep(200);
        System.out.println("thread ended");
        Thread.sleep(100_000);
    }

    private static NamespaceProcessBuilder sleep() {
        return new NamespaceProcessBuilder("sleep", "100").killOnParentDeath();
    }

    private static void start(NamespaceProcessBuilder builder) throws IOException {
        System.out.println(builder.start().pid());
    }
}
