package dev.alcove.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alcove.launch.testing.Trace;
import dev.alcove.launch.testing.TraceJudge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code unshare} does what {@code unshare --explain} promised: the same calls, arguments and order, as strace sees them. */
final class ExplainIT {
    private static final Path UNSHARE = Dist.UNSHARE;
    private static final Path ALCOVE = Dist.ALCOVE;

    /** All that strace and unshare need; the fewer directories in PATH, the fewer attempts to execute the command. */
    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C");

    static List<List<String>> plans() {
        return List.of(
                List.of("-Ur", "true"),
                List.of("-Ucf", "--keep-caps", "true"),
                List.of("-UrmuinpCTf", "--boottime", "5", "--monotonic", "7", "--mount-proc", "true"),
                List.of("-Urpf", "--init", "--mount-proc", "--hostname", "inside", "sh", "-c", "exit 5"),
                List.of("-Urf", "--kill-child", "--forward-signals", "sh", "-c", "kill -KILL $$"),
                List.of("-Urm", "--propagation", "slave", "--root", "/", "--wd", "/usr", "true"),
                List.of("-Ur", "--clear-env", "--whitelist-env", "PATH", "true"),
                List.of("-Ur", "--setgroups", "deny", "--wd", "/no/such/directory", "true"),
                List.of("-Ur", "/no/such/program"),
                List.of("-Urm", "--uts=/no/such/file", "-f", "true"));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void keepsToWhatItExplained(List<String> line) throws IOException, InterruptedException {
        String explanation = explain(List.of(UNSHARE.toString(), "--explain"), line);
        TraceJudge.assertKept(explanation, trace(UNSHARE.toString(), line));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void compiledKeepsToWhatItExplained(List<String> line) throws IOException, InterruptedException {
        Path launcher = Files.createTempFile("alcove", ".launcher");
        try {
            String explanation = explain(List.of(ALCOVE.toString(), "compile", "unshare", "--explain"), line);
            List<String> compile =
                    join(List.of(ALCOVE.toString(), "compile", "-o", launcher.toString(), "unshare"), line);
            assertEquals(0, Ran.with(ENVIRONMENT, compile.toArray()).status());
            TraceJudge.assertKept(explanation, trace(launcher.toString(), List.of()));
        } finally {
            Files.delete(launcher);
        }
    }

    private static String explain(List<String> command, List<String> line) throws IOException, InterruptedException {
        Ran ran = Ran.with(ENVIRONMENT, join(command, line).toArray());
        assertEquals(0, ran.status(), ran.err());
        // A path with the PID of who explains is one with the PID of who does it.
        return ran.out().replaceAll("/proc/\\d+/", "/proc/<PID>/");
    }

    private static Trace trace(String program, List<String> line) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("env", "-i", "PATH=/usr/bin:/bin", "LC_ALL=C", program));
        command.addAll(line);
        return Trace.of(new ProcessBuilder(command));
    }

    private static List<String> join(List<String> first, List<String> second) {
        List<String> joined = new ArrayList<>(first);
        joined.addAll(second);
        return Collections.unmodifiableList(joined);
    }
}
