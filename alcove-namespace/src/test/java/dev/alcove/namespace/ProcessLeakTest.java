package dev.alcove.namespace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is left of processes that nobody cares for, and of those whose JVM has died. */
@Timeout(60)
class ProcessLeakTest {
    /** The kernel is asked: children of every thread, zombies too, and open descriptors. */
    @Test
    void abandonedProcessesAreReapedAndTheirPipesClosed() throws Exception {
        Assumptions.assumeTrue(SideJvm.isRoot(), "new namespaces without a user namespace need root");
        List<String> side = SideJvm.command(List.of(), LeakMain.class, "abandoned");
        Process process = new ProcessBuilder(side).redirectErrorStream(true).start();
        assertEquals("nothing left\n", new String(process.getInputStream().readAllBytes(), UTF_8));
    }

    /** The thread that started them is gone, the JVM is not; then the JVM is killed. */
    @Test
    void processesEndWithTheJvm() throws Exception {
        List<String> side = SideJvm.command(List.of(), ParentDeathMain.class);
        Process jvm = new ProcessBuilder(side).redirectErrorStream(true).start();
        BufferedReader reader = jvm.inputReader();
        ProcessHandle[] started = new ProcessHandle[3];
        for (int i = 0; i < started.length; i++) {
            String line = String.valueOf(reader.readLine());
            started[i] = ProcessHandle.of(Long.parseLong(line)).orElseThrow();
        }
        assertEquals("thread ended", reader.readLine());
        for (ProcessHandle handle : started) {
            assertTrue(handle.isAlive());
        }
        jvm.destroyForcibly().waitFor();
        for (ProcessHandle handle : started) {
            handle.onExit().get(30, TimeUnit.SECONDS);
            assertFalse(handle.isAlive());
        }
    }
}
