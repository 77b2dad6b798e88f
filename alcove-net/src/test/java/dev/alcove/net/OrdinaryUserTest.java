package dev.alcove.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an ordinary user can do with networks of their own, and is told where it ends: {@link OrdinaryUserMain}. */
@Timeout(120)
class OrdinaryUserTest {
    @Test
    void hasNetworksWithoutPrivilege(@TempDir Path directory) throws Exception {
        if (Root.isRoot()) {
            new ProcessBuilder("chmod", "a+rx", directory.toString()).start().waitFor();
        }
        Process process = new ProcessBuilder(SideJvm.command(directory, OrdinaryUserMain.class))
                .redirectErrorStream(true)
                .start();
        assertEquals("all as expected\n", new String(process.getInputStream().readAllBytes(), UTF_8));
        assertEquals(0, process.waitFor());
    }
}
