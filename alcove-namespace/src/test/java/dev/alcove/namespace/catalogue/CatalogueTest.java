package dev.alcove.namespace.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alcove.namespace.SideJvm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The catalogue, judged by util-linux and {@code /proc}. */
@Timeout(180)
class CatalogueTest {
    @Test
    void isWhatLsnsFinds() throws Exception {
        CatalogueChecks.run();
    }

    @Test
    void isWhatAnOrdinaryUserMaySee() throws Exception {
        assertFine(SideJvm.command(SideJvm.asOrdinaryUser(), CatalogueMain.class));
    }

    @Test
    void survivesWhatVanishes() throws Exception {
        assertFine(SideJvm.command(List.of(), StormMain.class));
    }

    private static void assertFine(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertEquals("all as expected\n", new String(process.getInputStream().readAllBytes(), UTF_8));
        assertEquals(0, process.waitFor());
    }
}
