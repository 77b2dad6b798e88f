package dev.alcove.bench;

import dev.alcove.namespace.catalogue.Catalogue;
import dev.alcove.namespace.catalogue.Detail;
import dev.alcove.namespace.catalogue.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Lists the namespaces of a machine with a {@link Crowd} on it, round after round one of each in another order: util-linux
 * lsns, the catalogue in this JVM when it is warm, {@code alcove lsns}, and what a command of the distribution takes at least.
 */
final class CatalogueRuns {
    static final String LSNS = "util-linux lsns";
    static final String CATALOGUE = "Alcove's catalogue, warm JVM";
    static final String ALCOVE = "alcove lsns";
    static final String START = "alcove --version";

    /** What lsns gathers whatever it is asked to print: parents and owners of all, commands of those that it shows. */
    private static final Request SAME = Request.all().with(Detail.RELATIONS, Detail.COMMANDS);

    private static final int WARM_UP = 30;

    private CatalogueRuns() {}

    /** Measures these alone, and prints the medians: {@code CatalogueRuns DIST}, to try things out. */
    public static void main(String[] args) throws IOException {
        for (Samples each : run(Path.of(args[0]).toAbsolutePath(), 30).values()) {
            System.out.println(String.format(
                    Locale.ROOT,
                    "%-26s %8.2f ms, quartiles %.2f - %.2f",
                    each.name(),
                    each.median() / 1e3,
                    each.quantile(0.25) / 1e3,
                    each.quantile(0.75) / 1e3));
        }
    }

    static Map<String, Samples> run(Path dist, int rounds) throws IOException {
        String alcove = dist.resolve("bin/alcove").toString();
        Map<String, Stopwatch> watches = new LinkedHashMap<>();
        watches.put(LSNS, new Stopwatch(List.of("/usr/bin/lsns")));
        watches.put(ALCOVE, new Stopwatch(List.of(alcove, "lsns")));
        watches.put(START, new Stopwatch(List.of(alcove, "--version")));
        Map<String, Samples> samples = new LinkedHashMap<>();
        for (String name : new String[] {LSNS, CATALOGUE, ALCOVE, START}) {
            samples.put(name, new Samples(name));
        }
        try (Crowd crowd = new Crowd()) {
            check(crowd);
            measure(watches, samples, rounds);
        } finally {
            watches.values().forEach(Stopwatch::close);
        }
        return samples;
    }

    private static void measure(Map<String, Stopwatch> watches, Map<String, Samples> samples, int rounds)
            throws IOException {
        List<String> order = new ArrayList<>(samples.keySet());
        Random random = new Random(1);
        for (int round = 0; round < WARM_UP; round++) {
            scan();
        }
        for (int round = 0; round < rounds; round++) {
            Collections.shuffle(order, random);
            for (String name : order) {
                Stopwatch watch = watches.get(name);
                Samples of = samples.get(name);
                if (of != null) {
                    of.add(watch == null ? scan() : watch.run());
                }
            }
        }
    }

    /** How long one look took, in microseconds. */
    private static double scan() throws IOException {
        long start = System.nanoTime();
        Catalogue.scan(SAME);
        return (System.nanoTime() - start) / 1e3;
    }

    /** All of the crowd must be seen, or it would be something else that is measured. */
    private static void check(Crowd crowd) throws IOException {
        Catalogue catalogue = Catalogue.scan(SAME);
        int namespaces = crowd.seen(catalogue);
        if (namespaces != Crowd.GROUPS * Crowd.NAMESPACES) {
            throw new IOException("only " + namespaces + " namespaces of the crowd are in the catalogue");
        }
    }
}
