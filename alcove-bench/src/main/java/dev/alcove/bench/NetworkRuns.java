package dev.alcove.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes network namespaces, and stars of hosts around a switch, with Alcove and with iproute2, in a JVM that has mount and network
 * namespaces of its own ({@link NetworkMain}).
 */
final class NetworkRuns {
    static final String NAMES_ALCOVE = "Alcove, `NetnsDirectory.add` and `delete`";
    static final String NAMES_BATCH = "`ip -b`";
    static final String NAMES_LOOP = "a loop of `ip netns add` and `ip netns delete`";
    static final String STAR_ALCOVE = "Alcove, `Topologies.up`";
    static final String STAR_BATCH = "`ip -b`, one for all namespaces";
    static final String STAR_SCRIPT = "a script of `ip` commands";
    static final String STAR_COLD = "`alcove net up`, from cold";

    /** How many names are made and deleted at once. */
    static final int NAMES = 1000;

    /** The star that is promised. */
    static final int HOSTS = 200;

    /** The stars that show how cost grows. */
    static final List<Integer> SIZES = List.of(10, 50, 200, 1000);

    private static final String SEPARATOR = "\t";

    private NetworkRuns() {}

    /** What a case is called in the results, with how many things it makes. */
    static String key(int size, String name) {
        return size + SEPARATOR + name;
    }

    /** Measures every case in this many rounds, in which they take turns; by {@link #key}. */
    static Map<String, Samples> run(Path dist, int rounds) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        "unshare",
                        "--mount",
                        "--net",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o mode=755 none /run && exec \"$@\"",
                        "sh",
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NetworkMain.class.getName(),
                        dist.toString(),
                        Integer.toString(rounds))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Map<String, Samples> all = new LinkedHashMap<>();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int end = line.lastIndexOf(SEPARATOR);
                String key = line.substring(0, end);
                all.computeIfAbsent(key, any -> new Samples(key.substring(key.indexOf(SEPARATOR) + 1)))
                        .add(Double.parseDouble(line.substring(end + 1)));
            }
        }
        if (process.waitFor() != 0) {
            throw new IOException("the runs with networks ended with " + process.exitValue());
        }
        return all;
    }
}
