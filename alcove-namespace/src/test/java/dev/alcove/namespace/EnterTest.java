package dev.alcove.namespace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Processes in existing namespaces: {@link EnterMain}, in JVMs of their own. */
@Timeout(300)
class EnterTest {
    @Test
    void asRoot() throws Exception {
        Assumptions.assumeTrue(SideJvm.isRoot(), "root enters without a user namespace");
        run(List.of());
    }

    @Test
    void asAnOrdinaryUser() throws Exception {
        run(SideJvm.asOrdinaryUser());
    }

    private static void run(List<String> prefix) throws Exception {
        Process process = new ProcessBuilder(SideJvm.command(prefix, EnterMain.class))
                .redirectErrorStream(true)
                .start();
        assertEquals("all as expected\n", new String(process.getInputStream().readAllBytes(), UTF_8));
        assertEquals(0, process.waitFor());
    }
}
