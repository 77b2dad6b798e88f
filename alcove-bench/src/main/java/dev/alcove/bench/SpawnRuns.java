package dev.alcove.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs {@link SpawnBenchmark} in rounds, each case in a fresh JVM: as the caller, and where that is root as an ordinary user
 * too, for the cases that need no privilege. JMH runs in a process of its own for each user and round, and prints what it
 * measured: method, microseconds, how often.
 */
final class SpawnRuns {
    /** What the tables say of the methods, for each user. */
    static final Map<String, String> CASES = new LinkedHashMap<>();

    static final Map<String, String> USER_CASES = new LinkedHashMap<>();

    static {
        CASES.put("processBuilder", "`new ProcessBuilder(\"/bin/true\")`");
        CASES.put("processBuilderUnshare", "`new ProcessBuilder(\"unshare\", …)`, five namespaces, own /proc");
        CASES.put("alcove", "Alcove, no namespace");
        CASES.put("alcoveFive", "Alcove, pid, mnt, uts, ipc, cgroup, own /proc");
        CASES.put("alcoveFiveInit", "Alcove, the same with an init");
        CASES.put("alcoveNet", "Alcove, the same and net");
        CASES.put("alcoveUser", "Alcove, the five and user");
        USER_CASES.put("processBuilder", "`new ProcessBuilder(\"/bin/true\")`");
        USER_CASES.put("processBuilderUnshareUser", "`new ProcessBuilder(\"unshare\", \"-Ur\", …)`, six namespaces");
        USER_CASES.put("alcove", "Alcove, no namespace");
        USER_CASES.put("alcoveUser", "Alcove, the five and user");
    }

    private static final List<String> ORDINARY_USER =
            List.of("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    /** Of what JMH itself uses. */
    private static final String NO_WARNING = "--sun-misc-unsafe-memory-access=allow";

    private SpawnRuns() {}

    /** Measures the methods that are named, once, and prints the samples: {@code SpawnRuns METHOD...}. */
    public static void main(String[] methods) throws RunnerException {
        OptionsBuilder builder = new OptionsBuilder();
        for (String method : methods) {
            builder.include("^" + SpawnBenchmark.class.getName() + "\\." + method + "$");
        }
        Options options = builder.forks(1)
                .warmupIterations(2)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(2)
                .measurementTime(TimeValue.seconds(1))
                .jvmArgs("--enable-native-access=ALL-UNNAMED", NO_WARNING, "-Xmx256m")
                .build();
        for (RunResult result :
                new Runner(options, OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT)).run()) {
            String benchmark = result.getParams().getBenchmark();
            String method = benchmark.substring(benchmark.lastIndexOf('.') + 1);
            Iterator<Map.Entry<Double, Long>> samples =
                    result.getPrimaryResult().getStatistics().getRawData();
            while (samples.hasNext()) {
                Map.Entry<Double, Long> sample = samples.next();
                System.out.println(method + " " + sample.getKey() + " " + sample.getValue());
            }
        }
    }

    /** The samples of every case, by method. */
    static Map<String, Samples> run(boolean ordinary, int rounds) throws IOException, InterruptedException {
        Map<String, String> cases = ordinary ? USER_CASES : CASES;
        Map<String, Samples> samples = new LinkedHashMap<>();
        cases.forEach((method, name) -> samples.put(method, new Samples(name)));
        for (int round = 0; round < rounds; round++) {
            measure(ordinary, samples);
        }
        return samples;
    }

    private static void measure(boolean ordinary, Map<String, Samples> samples)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(ordinary ? ORDINARY_USER : List.of());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djmh.ignoreLock=true",
                NO_WARNING,
                "-cp",
                System.getProperty("java.class.path"),
                SpawnRuns.class.getName()));
        command.addAll(samples.keySet());
        Process process = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] words = line.split(" ", -1);
                Samples of = samples.get(words[0]);
                if (of == null) {
                    throw new IOException("unexpected: " + line);
                }
                for (long i = Long.parseLong(words[2]); i > 0; i--) {
                    of.add(Double.parseDouble(words[1]));
                }
            }
        }
        if (process.waitFor() != 0) {
            throw new IOException("the benchmark failed");
        }
    }
}
