package dev.alcove.namespace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an ordinary user can do, and is told where it ends: {@link OrdinaryUserMain}, in a JVM of that user. */
@Timeout(120)
class OrdinaryUserTest {
    @Test
    void startsProcessesWithoutPrivilege() throws Exception {
        List<String> side = SideJvm.command(SideJvm.asOrdinaryUser(), OrdinaryUserMain.class);
        Process process = new ProcessBuilder(side).redirectErrorStream(true).start();
        assertEquals("all as expected\n", new String(process.getInputStream().readAllBytes(), UTF_8));
        assertEquals(0, process.waitFor());
    }
}
