package dev.alcove.namespace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads in namespaces: {@link InNamespacesMain}, in JVMs of their own. */
@Timeout(300)
class NamespaceThreadsTest {
    @Test
    void comeBackAsRoot() throws Exception {
        Assumptions.assumeTrue(SideJvm.isRoot(), "new namespaces without a user namespace need root");
        run(List.of());
    }

    /** From net namespaces there is a way back, as the user owns its own; from the others there is none. */
    @Test
    void comeBackOrEndForAnOrdinaryUser() throws Exception {
        run(List.of("unshare", "--user", "--map-root-user", "--net"));
    }

    /** There is no way back from anywhere: each thread ends with its task, and the results arrive all the same. */
    @Test
    void endWhereThereIsNoWayBack() throws Exception {
        run(List.of("unshare", "--user", "--map-root-user"));
    }

    private static void run(List<String> prefix) throws Exception {
        List<String> before = new ArrayList<>(prefix.isEmpty() ? List.of() : SideJvm.asOrdinaryUser());
        before.addAll(prefix);
        List<String> side = SideJvm.command(before, InNamespacesMain.class);
        Process process = new ProcessBuilder(side).redirectErrorStream(true).start();
        assertEquals("all as expected\n", new String(process.getInputStream().readAllBytes(), UTF_8));
        assertEquals(0, process.waitFor());
    }
}
