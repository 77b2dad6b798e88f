package dev.alcove.bench;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All that was measured.
 *
 * @param root processes from Java, as root, by method of {@link SpawnBenchmark}
 * @param ordinary the same as an ordinary user
 * @param commands whole commands, by their names in {@link CommandRuns}
 * @param entering commands that enter a namespace, by their names in {@link EnterRuns}
 */
record Results(
        Map<String, Samples> root,
        Map<String, Samples> ordinary,
        Map<String, Samples> commands,
        Map<String, Samples> entering) {
    /**
     * What Alcove promises.
     *
     * @param what is compared
     * @param value what came out
     * @param limit what it may be at most
     */
    record Ratio(String what, double value, double limit) {
        boolean holds() {
            return value <= limit;
        }
    }

    List<Ratio> ratios() {
        double bare = command(CommandRuns.TRUE);
        double five = median(root, "alcoveFive");
        return List.of(
                new Ratio(
                        "a process in five new namespaces with its own /proc, to `new ProcessBuilder(\"/bin/true\")`",
                        five / median(root, "processBuilder"),
                        0.7),
                new Ratio(
                        "the same, to `new ProcessBuilder(\"unshare\", …)`",
                        five / median(root, "processBuilderUnshare"),
                        0.3),
                new Ratio(
                        "what a compiled launcher adds to `/bin/true`, to what util-linux unshare adds",
                        (command(CommandRuns.COMPILED) - bare) / (command(CommandRuns.UNSHARE) - bare),
                        0.25),
                new Ratio(
                        "`alcove unshare -u true`, to a hello world with an AOT cache",
                        command(CommandRuns.ALCOVE_UTS) / command(CommandRuns.HELLO),
                        2));
    }

    private double command(String name) {
        return median(commands, name);
    }

    private static double median(Map<String, Samples> samples, String name) {
        return Objects.requireNonNull(samples.get(name), name).median();
    }
}
