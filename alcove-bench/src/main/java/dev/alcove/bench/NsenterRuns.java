package dev.alcove.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Enters the network namespace of a process, as commands do it: {@code nsenter -t PID -n true}. Needs root. */
final class NsenterRuns {
    static final String NSENTER = "util-linux nsenter";
    static final String ALCOVE = "alcove nsenter";

    private static final int WARM_UP = 10;
    private static final int WAIT_SECONDS = 10;

    private NsenterRuns() {}

    /** Runs one of each, round after round. */
    static Map<String, Samples> run(Path dist, int rounds) throws IOException, InterruptedException {
        Process target = new ProcessBuilder("/usr/bin/unshare", "--net", "sleep", "600").start();
        try {
            String pid = Long.toString(target.pid());
            Map<String, List<String>> commands = new LinkedHashMap<>();
            commands.put(CommandRuns.TRUE, List.of(CommandRuns.TRUE));
            commands.put(NSENTER, List.of("/usr/bin/nsenter", "-t", pid, "-n", CommandRuns.TRUE));
            commands.put(
                    ALCOVE,
                    List.of(dist.resolve("bin/alcove").toString(), "nsenter", "-t", pid, "-n", CommandRuns.TRUE));
            return measure(commands, rounds);
        } finally {
            target.destroyForcibly().waitFor(WAIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static Map<String, Samples> measure(Map<String, List<String>> commands, int rounds) throws IOException {
        Map<String, Samples> samples = new LinkedHashMap<>();
        Map<String, Stopwatch> watches = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> command : commands.entrySet()) {
            samples.put(command.getKey(), new Samples(command.getKey()));
            watches.put(command.getKey(), new Stopwatch(command.getValue()));
        }
        for (int round = -WARM_UP; round < rounds; round++) {
            for (Map.Entry<String, Stopwatch> watch : watches.entrySet()) {
                double micros = watch.getValue().run();
                Samples own = samples.get(watch.getKey());
                if (round >= 0 && own != null) {
                    own.add(micros);
                }
            }
        }
        watches.values().forEach(Stopwatch::close);
        return samples;
    }
}
