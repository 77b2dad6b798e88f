package dev.alcove.net.nftables;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What docs/nat.md shows is what is compiled here, and what nft lists then. */
@Timeout(60)
class NatGuideTest {
    private static final Path MODULE = Path.of(System.getProperty("basedir", "."));

    @Test
    void theGuideShowsWhatIsDone() throws Exception {
        NatTest.needsRoot();
        String guide = Files.readString(MODULE.resolve("../docs/nat.md"));
        String source = Files.readString(MODULE.resolve("src/test/java/dev/alcove/net/nftables/NatGuideExample.java"));
        String example = source.split("        // ----\n", -1)[1].replaceAll("(?m)^ {8}", "");
        assertTrue(
                guide.contains("```java\n" + example + "```\n"),
                () -> "docs/nat.md shows another text than:\n" + example);
        try (Place place = Place.create()) {
            place.sh("ip link add br0 type bridge; sysctl -qw net.ipv4.ip_forward=0 net.ipv6.conf.all.forwarding=0");
            NatGuideExample.run(place.netlink(), place.files());
            String rules = place.sh("nft list ruleset").replace("\t", "    ");
            assertTrue(
                    guide.contains("```\n" + rules + "```\n"), () -> "docs/nat.md shows other rules than:\n" + rules);
        }
    }
}
