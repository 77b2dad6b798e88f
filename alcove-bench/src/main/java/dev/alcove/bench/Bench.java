package dev.alcove.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** Measures everything, prints the report, and writes it: {@code Bench DIST DOCS}. Takes about ten minutes. */
final class Bench {
    private static final int SPAWN_ROUNDS = 3;
    private static final int COMMAND_ROUNDS = 300;
    private static final int ENTER_ROUNDS = 300;
    private static final int CATALOGUE_ROUNDS = 60;
    private static final int NETWORK_ROUNDS = 5;

    private Bench() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path docs = Path.of(args[1]);
        Path directory = Files.createTempDirectory("alcove-bench");
        try {
            tell("Whole commands, " + COMMAND_ROUNDS + " rounds");
            Path dist = Path.of(args[0]).toAbsolutePath();
            CommandRuns runs = new CommandRuns(dist, directory);
            Map<String, Samples> commands = runs.run(COMMAND_ROUNDS);
            Map<String, Samples> entering = NsenterRuns.run(dist, COMMAND_ROUNDS);
            tell("Processes from Java, " + SPAWN_ROUNDS + " rounds");
            Map<String, Samples> root = SpawnRuns.run(false, SPAWN_ROUNDS);
            tell("The same as an ordinary user");
            Map<String, Samples> ordinary = SpawnRuns.run(true, SPAWN_ROUNDS);
            tell("Entering namespaces from Java, " + ENTER_ROUNDS + " rounds");
            Map<String, Samples> enter = EnterRuns.run(ENTER_ROUNDS);
            tell("Two thousand processes in three hundred namespaces, " + CATALOGUE_ROUNDS + " rounds");
            Map<String, Samples> catalogue = CatalogueRuns.run(dist, CATALOGUE_ROUNDS);
            tell("Network namespaces and stars of hosts, " + NETWORK_ROUNDS + " rounds");
            Map<String, Samples> networks = NetworkRuns.run(dist, NETWORK_ROUNDS);
            Results results = new Results(root, ordinary, commands, enter, entering, catalogue, networks);
            String report = Report.of(results, runs);
            Files.writeString(docs.resolve("benchmarks.md"), report);
            Files.writeString(docs.resolve("benchmarks.svg"), BarChart.of(results));
            Files.writeString(docs.resolve("benchmarks-networks.svg"), GrowthChart.of(networks));
            System.out.print(report);
        } finally {
            delete(directory);
        }
    }

    private static void tell(String what) {
        System.err.println("bench: " + what);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
