package dev.alcove.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.namespace.Namespace;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What docs/net.md shows is what is compiled here, and it does what it says. */
@Timeout(60)
class NetGuideTest {
    @Test
    void theGuideShowsTheExample() throws IOException {
        Path module = Path.of(System.getProperty("basedir", "."));
        String source = Files.readString(module.resolve("src/test/java/dev/alcove/net/NetGuideExample.java"));
        String example = source.substring(source.indexOf("    // example\n") + 15, source.indexOf("    // end\n"))
                .stripTrailing()
                .stripIndent();
        String guide = Files.readString(module.resolve("../docs/net.md"));
        assertTrue(
                guide.contains("```java\n" + example + "\n```\n"), "docs/net.md shows another text than:\n" + example);
    }

    @Test
    void theHostsReachEachOther() throws Exception {
        Root.assume();
        List<Namespace> nets = NetNamespaces.create(4);
        try {
            NetGuideExample.star(nets.getFirst(), nets.subList(1, 4));
            assertTrue(new Judge(nets.get(3)).output("ip", "route").contains("default via 10.0.0.1 dev eth0"));
            assertTrue(new Judge(nets.get(3)).output("tc", "qdisc").contains("tbf 1: dev eth0 root"));
            try (ServerSocket server = nets.get(1).call(() -> new ServerSocket(8080));
                    Socket client = nets.get(2).call(() -> new Socket("10.0.0.2", 8080));
                    Socket accepted = server.accept()) {
                assertEquals("10.0.0.3", accepted.getInetAddress().getHostAddress());
                assertTrue(client.isConnected());
            }
        } finally {
            nets.forEach(Namespace::close);
        }
    }
}
