package dev.alcove.namespace;

import java.io.IOException;

/** Prints why a process with one new namespace cannot be started. */
final class FailMain {
    private FailMain() {}

    public static void main(String[] arguments) throws Exception {
        try {
            new NamespaceProcessBuilder("true")
                    .unshare(NamespaceType.valueOf(arguments[0]))
                    .start();
            System.out.println("started");
        } catch (IOException e) {
            System.out.println(e);
        }
    }
}
