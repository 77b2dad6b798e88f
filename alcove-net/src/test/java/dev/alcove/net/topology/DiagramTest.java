package dev.alcove.net.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of topologies: well-formed, and with everything in them. */
final class DiagramTest {
    @TempDir
    private Path directory;

    @Test
    void svgIsWellFormedAndComplete() throws Exception {
        String svg = Diagram.svg(TopologyTest.everything());
        Path file = Files.writeString(directory.resolve("all.svg"), svg);
        Process judge = new ProcessBuilder("xmllint", "--noout", file.toString())
                .inheritIO()
                .start();
        assertEquals(0, judge.waitFor());
        for (String text : new String[] {">web<", ">db<", "lan", "wan (NAT)", "192.0.2.2/24", "10mbit", "vlan 7"}) {
            assertTrue(svg.contains(text), () -> text + " in " + svg);
        }
        // Every link of a host has a dot at its other end.
        assertEquals(4, svg.split("<circle ", -1).length - 1);
    }

    @Test
    void mermaidHasEveryLinkOnce() {
        assertEquals("""
                flowchart LR
                  h0["web"]
                  h1["db"]
                  s2{{"lan 10.0.0.254/24"}}
                  s3{{"wan 192.0.2.1/24, 2001:db8:1::1/64"}}
                  outside((outside))
                  h0 -- "eth0 10.0.0.1/24" --- s2
                  h0 -- "eth1 192.0.2.2/24, 2001:db8:1::2/64" --- s3
                  h1 -- "back 10.8.0.1/30 — back" --- h0
                  s3 -- NAT --- outside
                """, Diagram.mermaid(TopologyTest.everything()));
    }
}
