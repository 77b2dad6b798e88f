package dev.alcove.bench;

import dev.alcove.net.netns.NetnsDirectory;
import dev.alcove.net.topology.Topologies;
import dev.alcove.net.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@link NetworkRuns} runs in namespaces of its own: {@code NetworkMain DIST ROUNDS}. Prints a line for each sample. */
final class NetworkMain {
    /** A script is so slow that larger stars would take minutes. */
    private static final int LARGEST_SCRIPT = 200;

    /** Single commands: each stands for ten of them. */
    private static final int LOOP = NetworkRuns.NAMES / 10;

    private static final String STAR = "star";

    private final Path alcove;
    private final Path directory;
    private final NetnsDirectory names = NetnsDirectory.system();
    private final Topologies topologies = Topologies.ofCaller();
    private boolean counts;

    private NetworkMain(Path alcove, Path directory) {
        this.alcove = alcove;
        this.directory = directory;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("alcove-bench-net");
        NetworkMain main = new NetworkMain(Path.of(args[0], "bin", "alcove"), directory);
        main.round(); // to warm up
        main.counts = true;
        for (int i = 0; i < Integer.parseInt(args[1]); i++) {
            main.round();
        }
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private void round() throws IOException, InterruptedException {
        names();
        for (int size : NetworkRuns.SIZES) {
            if (counts || size <= NetworkRuns.HOSTS) {
                stars(size);
            }
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** The time of the work, as often as the samples are to say that it was done. */
    private void time(int size, String name, int times, Work work) throws IOException, InterruptedException {
        long start = System.nanoTime();
        work.run();
        long end = System.nanoTime();
        if (counts) {
            System.out.println(NetworkRuns.key(size, name) + "\t" + (end - start) / 1e3 * times);
        }
    }

    private void names() throws IOException, InterruptedException {
        List<String> wanted = new ArrayList<>();
        StringBuilder batch = new StringBuilder();
        for (int i = 0; i < NetworkRuns.NAMES; i++) {
            wanted.add("n" + i);
            batch.append("netns add n").append(i).append('\n');
        }
        for (String name : wanted) {
            batch.append("netns delete ").append(name).append('\n');
        }
        Path file = Files.writeString(directory.resolve("names"), batch);
        time(NetworkRuns.NAMES, NetworkRuns.NAMES_ALCOVE, 1, () -> {
            names.add(wanted);
            names.delete(wanted);
        });
        time(NetworkRuns.NAMES, NetworkRuns.NAMES_BATCH, 1, () -> run("ip", "-b", file.toString()));
        time(NetworkRuns.NAMES, NetworkRuns.NAMES_LOOP, NetworkRuns.NAMES / LOOP, () -> {
            for (String name : wanted.subList(0, LOOP)) {
                run("ip", "netns", "add", name);
            }
            for (String name : wanted.subList(0, LOOP)) {
                run("ip", "netns", "delete", name);
            }
        });
    }

    private void stars(int hosts) throws IOException, InterruptedException {
        Topology star = star(hosts);
        time(hosts, NetworkRuns.STAR_ALCOVE, 1, () -> topologies.up(star));
        topologies.down(STAR);
        Path yaml = Files.writeString(directory.resolve("star.yaml"), yaml(hosts));
        time(hosts, NetworkRuns.STAR_COLD, 1, () -> run(alcove.toString(), "net", "up", "-q", yaml.toString()));
        topologies.down(STAR);
        List<String> outside = outside(hosts);
        Path batch = Files.write(directory.resolve("outside"), outside);
        Path script = Files.writeString(directory.resolve("script"), script(hosts, batch));
        time(hosts, NetworkRuns.STAR_BATCH, 1, () -> run("sh", script.toString()));
        tidy(hosts);
        if (hosts <= LARGEST_SCRIPT) {
            Path commands = Files.writeString(directory.resolve("commands"), commands(hosts, outside));
            time(hosts, NetworkRuns.STAR_SCRIPT, 1, () -> run("sh", commands.toString()));
            tidy(hosts);
        }
    }

    private static String address(int host) {
        return "10." + (1 + host / 250) + ".0." + (1 + host % 250) + "/8";
    }

    private static Topology star(int hosts) {
        Topology.Builder builder = Topology.builder(STAR).addSwitch("lan");
        for (int i = 0; i < hosts; i++) {
            String address = address(i);
            builder.host(
                    "h" + i,
                    host -> host.link("eth0", link -> link.to("lan").address(address))
                            .route("default", "10.255.255.254"));
        }
        return builder.build();
    }

    private static String yaml(int hosts) {
        StringBuilder text = new StringBuilder("switches: {lan: }\nhosts:\n");
        for (int i = 0; i < hosts; i++) {
            text.append("  h")
                    .append(i)
                    .append(": {links: {eth0: {to: lan, addresses: [")
                    .append(address(i));
            text.append("]}}, routes: [{to: default, via: 10.255.255.254}]}\n");
        }
        return text.toString();
    }

    /** What is done outside of the hosts: namespaces, the bridge, the pairs. */
    private static List<String> outside(int hosts) {
        List<String> lines = new ArrayList<>(List.of("link add lan type bridge", "link set lan up"));
        for (int i = 0; i < hosts; i++) {
            lines.add("netns add h" + i);
            lines.add("link add v" + i + " type veth peer name eth0 netns h" + i);
            lines.add("link set v" + i + " master lan up");
        }
        return lines;
    }

    private static List<String> inside(int host) {
        return List.of(
                "link set lo up",
                "link set eth0 up",
                "addr add " + address(host) + " dev eth0",
                "route add default via 10.255.255.254");
    }

    /** As few processes as iproute2 allows: one for all that is outside, and one for each host. */
    private static String script(int hosts, Path batch) {
        StringBuilder text = new StringBuilder("set -e\nip -b " + batch + "\n");
        for (int i = 0; i < hosts; i++) {
            text.append("ip -n h").append(i).append(" -b - <<END\n");
            inside(i).forEach(line -> text.append(line).append('\n'));
            text.append("END\n");
        }
        return text.toString();
    }

    /** As people write scripts: a process for each command. */
    private static String commands(int hosts, List<String> outside) {
        StringBuilder text = new StringBuilder("set -e\n");
        outside.forEach(line -> text.append("ip ").append(line).append('\n'));
        for (int i = 0; i < hosts; i++) {
            String host = "ip -n h" + i + " ";
            inside(i).forEach(line -> text.append(host).append(line).append('\n'));
        }
        return text.toString();
    }

    private void tidy(int hosts) throws IOException, InterruptedException {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < hosts; i++) {
            made.add("h" + i);
        }
        names.delete(made);
        run("ip", "link", "delete", "lan");
        // What the kernel still has to do would be added to the time of what comes next.
        while (run(Map.of(), "sh", "-c", "ip -o link | grep -q ': v[0-9]'") == 0) {
            Thread.sleep(20);
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int status = run(Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"), command);
        if (status != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + status);
        }
    }

    private static int run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        return builder.start().waitFor();
    }
}
