package dev.alcove.namespace;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** The example of docs/java.md, word for word: {@link JavaGuideTest} compares them, and runs it. */
final class JavaGuideExample {
    private JavaGuideExample() {}

    // example
    /** A server in one network namespace, and clients in that one and in another, in one JVM. */
    static String greet(Namespace inside, Namespace outside) throws IOException, InterruptedException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket server = inside.call(() -> new ServerSocket(8080, 50, loopback))) {
            // The socket stays in its namespace: any thread may use it, a virtual one say.
            Thread.startVirtualThread(() -> {
                try (Socket client = server.accept()) {
                    client.getOutputStream().write("hello from inside".getBytes(UTF_8));
                } catch (IOException e) {
                    System.err.println("cannot greet: " + e);
                }
            });
            String heard;
            try (Socket client = inside.call(() -> new Socket(loopback, 8080))) {
                heard = new String(client.getInputStream().readAllBytes(), UTF_8);
            }
            try {
                outside.call(() -> new Socket(loopback, 8080)).close();
                return heard + ", and heard outside";
            } catch (IOException e) {
                return heard + ", and nobody listens outside";
            }
        }
    }
    // end
}
