package dev.alcove.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.alcove.namespace.NamespaceProcessBuilder;
import dev.alcove.namespace.NamespaceType;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What it costs a Java program to start {@code /bin/true}, to wait for it, and to have its exit status. {@link SpawnRuns}
 * calls the methods by name.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SpawnBenchmark {
    private static final String TRUE = "/bin/true";
    private static final NamespaceType[] FIVE = {
        NamespaceType.PID, NamespaceType.MNT, NamespaceType.UTS, NamespaceType.IPC, NamespaceType.CGROUP
    };

    @Benchmark
    public int processBuilder() throws IOException, InterruptedException {
        return wait(new ProcessBuilder(TRUE).start());
    }

    @Benchmark
    public int processBuilderUnshare() throws IOException, InterruptedException {
        return wait(new ProcessBuilder("/usr/bin/unshare", "-pfmuiC", "--mount-proc", TRUE).start());
    }

    @Benchmark
    public int processBuilderUnshareUser() throws IOException, InterruptedException {
        return wait(new ProcessBuilder("/usr/bin/unshare", "-UrpfmuiC", "--mount-proc", TRUE).start());
    }

    @Benchmark
    public int alcove() throws IOException, InterruptedException {
        return wait(new NamespaceProcessBuilder(TRUE).start());
    }

    @Benchmark
    public int alcoveFive() throws IOException, InterruptedException {
        return wait(five().start());
    }

    @Benchmark
    public int alcoveFiveInit() throws IOException, InterruptedException {
        return wait(five().init(true).start());
    }

    @Benchmark
    public int alcoveNet() throws IOException, InterruptedException {
        return wait(five().unshare(NamespaceType.NET).start());
    }

    @Benchmark
    public int alcoveUser() throws IOException, InterruptedException {
        return wait(five().mapRootUser().start());
    }

    /** As util-linux has it: the command is PID 1. */
    private static NamespaceProcessBuilder five() {
        return new NamespaceProcessBuilder(TRUE).unshare(FIVE).mountProc().init(false);
    }

    private static int wait(Process process) throws IOException, InterruptedException {
        int status = process.waitFor();
        if (status != 0) {
            throw new IllegalStateException("exit status " + status + ": "
                    + new String(process.getErrorStream().readAllBytes(), UTF_8));
        }
        return status;
    }
}
