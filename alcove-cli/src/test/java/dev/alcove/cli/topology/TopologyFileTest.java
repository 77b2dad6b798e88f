package dev.alcove.cli.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.alcove.net.topology.End;
import dev.alcove.net.topology.HostLink;
import dev.alcove.net.topology.Nat;
import dev.alcove.net.topology.PublishedPort;
import dev.alcove.net.topology.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Topologies in YAML. An independent validator says whether the published schema allows the same. */
final class TopologyFileTest {
    private static final String EVERYTHING = """
            name: lab
            switches:
              lan: {addresses: [10.0.0.254/24, "fd00::fe/64"], mtu: 1400, stp: true, vlanFiltering: true}
              wan:
                addresses: [192.0.2.1/24]
                nat:
                  forwarding: true
                  publish: ["8080:web:80", "192.0.2.9:5000-5009:web:6000/udp"]
            hosts:
              web:
                links:
                  eth0: {to: lan, addresses: [10.0.0.1/24], mac: "02:00:00:00:00:01", mtu: 1400, rate: 10mbit, vlan: 7}
                  eth1: {to: wan, addresses: [192.0.2.2/24]}
                  back: {to: "db:back"}
                routes:
                  - {to: default, via: 192.0.2.1}
                  - {to: 10.9.0.0/16, link: back}
                sysctls: {net.ipv4.ip_forward: 1}
                nat: {link: eth1}
                commands:
                  - echo hello
                  - {run: sleep 100, background: true}
              db:
                links:
                  back: {to: "web:back"}
              idle:
            """;

    private static final Schema SCHEMA = schema();

    private static Schema schema() {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(Path.of("../docs/topology.schema.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Error> schemaErrors(String yaml) {
        return SCHEMA.validate(yaml, InputFormat.YAML);
    }

    private static String refusal(String yaml) {
        return String.valueOf(
                assertThrows(TopologyFile.InvalidException.class, () -> TopologyFile.parse(yaml, "lab.yaml", "lab"))
                        .getMessage());
    }

    @Test
    void everythingIsRead() throws TopologyFile.InvalidException {
        Topology topology = TopologyFile.parse(EVERYTHING, "lab.yaml", "other");
        assertEquals("lab", topology.name());
        assertEquals(
                List.of("web", "db", "idle"),
                topology.hosts().stream().map(host -> host.name()).toList());
        HostLink eth0 = topology.hosts().getFirst().links().getFirst();
        assertEquals(new End.Port("lan"), eth0.end());
        assertEquals(10_000_000, eth0.rate().orElseThrow());
        assertEquals(7, eth0.vlan().orElseThrow());
        assertEquals(
                new End.Peer("db", "back"),
                topology.hosts().getFirst().links().getLast().end());
        assertEquals(
                Optional.of(new Nat(
                        Optional.empty(),
                        true,
                        List.of(
                                PublishedPort.parse("8080:web:80"),
                                PublishedPort.parse("192.0.2.9:5000-5009:web:6000/udp")))),
                topology.switches().getLast().nat());
        assertTrue(topology.hosts().getFirst().commands().getLast().background());
        assertEquals(List.of(), schemaErrors(EVERYTHING));
    }

    @Test
    void jsonIsReadToo() throws TopologyFile.InvalidException {
        String json = "{\"hosts\": {\"a\": {\"links\": {\"e\": {\"to\": \"s\"}}}}, \"switches\": {\"s\": null}}";
        assertEquals("lab", TopologyFile.parse(json, "lab.json", "lab").name());
    }

    static Stream<Path> examples() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../examples"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void examplesAreValid(Path file) throws Exception {
        String text = Files.readString(file);
        assertFalse(TopologyFile.parse(text, file.toString(), "example").hosts().isEmpty());
        assertEquals(List.of(), schemaErrors(text));
    }

    @Test
    void everyMistakeHasItsLine() {
        String message = refusal("""
                hosts:
                  web:
                    links:
                      eth0: {to: lan, adresses: [10.0.0.1/24], mtu: many}
                    routes:
                      - {to: default, via: 10.0.0.300}
                switches: [lan]
                """);
        assertTrue(
                message.contains("lab.yaml:4: hosts.web.links.eth0.adresses: unknown; known here: to, addresses"),
                message);
        assertTrue(message.contains("lab.yaml:4: hosts.web.links.eth0.mtu: 'many' is no whole number"), message);
        assertTrue(message.contains("lab.yaml:6: hosts.web.routes[0].via: "), message);
        assertTrue(message.contains("lab.yaml:7: switches: here should be names with values"), message);
    }

    @Test
    void whatDoesNotFitTogetherHasItsLineToo() {
        String message = refusal("""
                switches:
                  lan:
                hosts:
                  web:
                    links:
                      eth0: {to: wan}
                """);
        assertEquals("lab.yaml:6: hosts.web.links.eth0: there is no switch 'wan'", message);
    }

    /** The schema knows these mistakes as well: an editor shows them before anything is run. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "hosts: {web: {links: {eth0: {}}}}",
                "hosts: {web: {links: {eth0: {to: lan, mtu: 20}}}}\nswitches: {lan: }",
                "hosts: {web: {nat: {publish: [web]}}}",
                "hosts: {web: {sysctls: {kernel.hostname: x}}}",
                "hosts: {-web: }",
                "hosts: [web]",
                "switches: {a/b: }",
                "unknown: 1",
            })
    void schemaRefusesWhatIsRefused(String yaml) {
        assertFalse(refusal(yaml).isEmpty());
        assertFalse(schemaErrors(yaml).isEmpty());
    }

    @Test
    void whatIsNoYamlIsRefusedWithItsLine() {
        assertTrue(refusal("hosts:\n  web: {").startsWith("lab.yaml:"));
        assertEquals("lab.yaml: there is nothing in it", refusal("# only a comment\n"));
    }
}
