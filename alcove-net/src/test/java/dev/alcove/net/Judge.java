package dev.alcove.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alcove.linux.raw.Descriptors;
import dev.alcove.namespace.Namespace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What others see in a network namespace: iproute2, and the files of /proc. */
final class Judge {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Namespace net;

    Judge(Namespace net) {
        this.net = net;
    }

    /** What a command tells that is run in the namespace. */
    String output(String... command) throws Exception {
        Process process = start(command);
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        int status = process.waitFor();
        if (status != 0) {
            throw new AssertionError(String.join(" ", command) + " exited with " + status + ": " + output);
        }
        return output;
    }

    /** Whether a command comes to a good end in the namespace. */
    boolean can(String... command) throws Exception {
        Process process = start(command);
        process.getInputStream().readAllBytes();
        return process.waitFor() == 0;
    }

    private Process start(String... command) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                "nsenter", "--net=/proc/" + ProcessHandle.current().pid() + "/fd/" + Descriptors.number(net.fd())));
        line.addAll(List.of(command));
        return new ProcessBuilder(line).redirectErrorStream(true).start();
    }

    /** What {@code ip -j -d} tells. */
    JsonNode ip(String... words) throws Exception {
        return json("ip", words);
    }

    /** What {@code tc -j -d} tells. */
    JsonNode tc(String... words) throws Exception {
        return json("tc", words);
    }

    private JsonNode json(String tool, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(tool, "-j", "-d"));
        command.addAll(List.of(words));
        return JSON.readTree(output(command.toArray(String[]::new)));
    }

    /** A link, as {@code ip -j -d link show} has it. */
    JsonNode link(String name) throws Exception {
        return ip("link", "show", "dev", name).get(0);
    }

    /** Everything that there is, in words that stay the same as long as nothing changes. */
    String everything() throws Exception {
        String all = "printf 'link\naddr\nrule\nneigh\nroute show table all\n' | ip -d -b - && ip -6 rule && tc qdisc";
        return output("sh", "-c", all).replaceAll("(hello|tcn|topology_change|gc)_timer +[0-9.]+", "");
    }
}
