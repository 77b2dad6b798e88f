package dev.alcove.namespace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What docs/java.md shows is what is compiled here, and it does what it says. */
@Timeout(60)
class JavaGuideTest {
    @Test
    void theGuideShowsTheExample() throws IOException {
        Path module = Path.of(System.getProperty("basedir", "."));
        String source = Files.readString(module.resolve("src/test/java/dev/alcove/namespace/JavaGuideExample.java"));
        String example = source.substring(source.indexOf("    // example\n") + 15, source.indexOf("    // end\n"))
                .stripTrailing()
                .stripIndent();
        String guide = Files.readString(module.resolve("../docs/java.md"));
        assertTrue(
                guide.contains("```java\n" + example + "\n```\n"), "docs/java.md shows another text than:\n" + example);
    }

    @Test
    void theExampleGreets() throws Exception {
        Assumptions.assumeTrue(SideJvm.isRoot(), "threads enter other namespaces as root");
        try (Namespace inside = net();
                Namespace outside = net()) {
            assertEquals("hello from inside, and nobody listens outside", JavaGuideExample.greet(inside, outside));
        }
    }

    /** A network namespace whose loopback is up. */
    private static Namespace net() throws Exception {
        Process process = new NamespaceProcessBuilder("sh", "-c", "ip link set lo up; echo; exec sleep 1000")
                .unshare(NamespaceType.NET)
                .start();
        process.inputReader().readLine();
        Namespace net = Namespace.ofProcess(process.toHandle(), NamespaceType.NET);
        process.destroyForcibly().waitFor();
        return net;
    }
}
