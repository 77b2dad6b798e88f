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
 * @param enter what enters namespaces, by the names in {@link EnterRuns}
 * @param entering commands that enter a namespace, by their names in {@link NsenterRuns}
 * @param catalogue looks at many namespaces, by their names in {@link CatalogueRuns}
 * @param networks namespaces with names and stars of hosts, by {@link NetworkRuns#key}
 */
record Results(
        Map<String, Samples> root,
        Map<String, Samples> ordinary,
        Map<String, Samples> commands,
        Map<String, Samples> enter,
        Map<String, Samples> entering,
        Map<String, Samples> catalogue,
        Map<String, Samples> networks) {
    private static final double LSNS_LIMIT = 0.7;

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
        double lsns = median(catalogue, CatalogueRuns.LSNS);
        double scan = median(catalogue, CatalogueRuns.CATALOGUE);
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
                        2),
                new Ratio(
                        "a process that enters a net namespace, to `new ProcessBuilder(\"nsenter\", …)`",
                        median(enter, EnterRuns.ENTER) / median(enter, EnterRuns.NSENTER),
                        0.5),
                new Ratio(
                        "a thread that enters a net namespace, creates a socket and leaves, to 100 µs",
                        median(enter, EnterRuns.SOCKET) / 100,
                        1),
                new Ratio("the catalogue in a warm JVM, to util-linux lsns", scan / lsns, LSNS_LIMIT),
                new Ratio(
                        "`alcove lsns`, to %s of util-linux lsns and a start of the JVM".formatted(LSNS_LIMIT),
                        median(catalogue, CatalogueRuns.ALCOVE)
                                / (LSNS_LIMIT * lsns + median(catalogue, CatalogueRuns.START)),
                        1),
                names("`ip -b`", NetworkRuns.NAMES_BATCH, 0.8),
                names("a loop of single `ip netns add` and `delete`", NetworkRuns.NAMES_LOOP, 0.25),
                new Ratio(
                        "a star of %d hosts, to a script of `ip` commands".formatted(NetworkRuns.HOSTS),
                        network(NetworkRuns.HOSTS, NetworkRuns.STAR_ALCOVE)
                                / network(NetworkRuns.HOSTS, NetworkRuns.STAR_SCRIPT),
                        0.3));
    }

    private Ratio names(String rival, String key, double limit) {
        return new Ratio(
                "%,d network namespaces made and deleted, to %s".formatted(NetworkRuns.NAMES, rival),
                network(NetworkRuns.NAMES, NetworkRuns.NAMES_ALCOVE) / network(NetworkRuns.NAMES, key),
                limit);
    }

    private double network(int size, String name) {
        return median(networks, NetworkRuns.key(size, name));
    }

    private double command(String name) {
        return median(commands, name);
    }

    private static double median(Map<String, Samples> samples, String name) {
        return Objects.requireNonNull(samples.get(name), name).median();
    }
}
