package dev.alcove.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alcove.launch.testing.Trace;
import dev.alcove.launch.testing.TraceJudge;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code nsenter} does what {@code nsenter --explain} promised: the same calls, arguments and order, as strace sees them. */
final class NsenterExplainIT {
    private static final Path NSENTER = Dist.NSENTER;
    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C");

    private static String target = "";
    private static List<Process> ended = List.of();

    /** A process in a user, a network and a PID namespace of its own. */
    @BeforeAll
    static void makeTarget() throws IOException {
        ProcessBuilder sleep = new ProcessBuilder("unshare", "-rnpf", "--kill-child", "sleep", "300");
        sleep.environment().clear();
        sleep.environment().putAll(ENVIRONMENT);
        Process unshare = sleep.start();
        ended = List.of(unshare);
        while (target.isEmpty()) {
            unshare.children().forEach(child -> target = Long.toString(child.pid()));
        }
    }

    @AfterAll
    static void endTarget() {
        ended.forEach(Process::destroyForcibly);
    }

    static List<List<String>> plans() {
        return List.of(
                List.of("-U", "-n", "true"),
                List.of("-U", "-p", "sh", "-c", "exit 5"),
                List.of("-U", "-p", "sh", "-c", "kill -KILL $$"),
                List.of("-U", "-p", "-F", "true"),
                List.of("-a", "-S", "follow", "-G", "follow", "true"),
                List.of("-U", "--preserve-credentials", "--keep-caps", "true"),
                List.of("-U", "-r", "-w", "-n", "true"),
                List.of("-U", "-r", "-W", "/usr", "true"),
                List.of("-U", "--user=/proc/TARGET/ns/user", "--net=/proc/TARGET/ns/net", "true"),
                List.of("--user-parent", "--preserve-credentials", "true"),
                List.of("-n", "--net=/no/such/file", "true"),
                List.of("-N", "0", "true"),
                List.of("-U", "-n", "/no/such/program"),
                List.of("-U", "-e", "true"));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void keepsToWhatItExplained(List<String> plan) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("-t", target));
        plan.forEach(word -> line.add(word.replace("TARGET", target)));
        List<String> explain = new ArrayList<>(List.of(NSENTER.toString(), "--explain"));
        explain.addAll(line);
        Ran explained = Ran.with(ENVIRONMENT, explain.toArray());
        assertEquals(0, explained.status(), explained.err());
        List<String> command = new ArrayList<>(List.of("env", "-i", "PATH=/usr/bin:/bin", "LC_ALL=C"));
        command.add(NSENTER.toString());
        command.addAll(line);
        TraceJudge.assertKept(explained.out(), Trace.of(new ProcessBuilder(command)));
    }
}
