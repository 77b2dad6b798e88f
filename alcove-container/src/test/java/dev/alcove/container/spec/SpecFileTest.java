package dev.alcove.container.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read again as it was, and another reader of JSON agrees. */
class SpecFileTest {
    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    @ParameterizedTest
    @ValueSource(strings = {"full.json", "like-runc.json"})
    void jacksonReadsWhatWasReadAndWritten(String name) throws IOException {
        Spec spec = Configs.parse(Configs.text(name));
        String written = SpecWriter.write(spec);
        assertEquals(JACKSON.readTree(Configs.text(name)), JACKSON.readTree(written));
        assertEquals(spec, Configs.parse(written));
        assertEquals(written, SpecWriter.write(Configs.parse(written)));
    }

    @Test
    void fieldsAreInTheOrderOfTheRecords() throws IOException {
        JsonNode full = JACKSON.readTree(SpecWriter.write(Configs.parse(Configs.text("full.json"))));
        assertEquals(names(Spec.class, full), fields(full));
        assertEquals(names(Process.class, full.get("process")), fields(full.get("process")));
        assertEquals(names(Linux.class, full.get("linux")), fields(full.get("linux")));
        JsonNode resources = full.at("/linux/resources");
        assertEquals(names(LinuxResources.class, resources), fields(resources));
    }

    private static List<String> names(Class<?> type, JsonNode written) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(written::has)
                .toList();
    }

    private static List<String> fields(JsonNode object) {
        return object.properties().stream().map(java.util.Map.Entry::getKey).toList();
    }

    @Test
    void randomSpecsSurviveTheFile() throws IOException, ReflectiveOperationException {
        for (int seed = 0; seed < 500; seed++) {
            Spec spec = RandomSpec.of(seed);
            String written = SpecWriter.write(spec);
            byte[] utf8 = written.getBytes(StandardCharsets.UTF_8);
            assertEquals(spec, SpecReader.shape("seed " + seed, utf8), "seed " + seed);
            JsonNode judged = JACKSON.readTree(written);
            assertEquals(spec.ociVersion(), judged.get("ociVersion").textValue());
            assertEquals(spec.mounts().size(), judged.path("mounts").size());
            spec.annotations()
                    .forEach((key, value) -> assertEquals(
                            value, judged.get("annotations").get(key).textValue()));
        }
    }

    @Test
    void randomSpecsAreCheckedWithoutAnyOtherException() throws ReflectiveOperationException {
        for (int seed = 0; seed < 500; seed++) {
            Spec spec = RandomSpec.of(seed);
            assertThrows(SpecException.class, () -> SpecValidator.check(spec));
        }
    }

    @Test
    void buildersKeepAllOfARecord() throws ReflectiveOperationException {
        for (int seed = 0; seed < 50; seed++) {
            Spec spec = RandomSpec.of(seed);
            assertEquals(spec, SpecBuilder.from(spec).build());
            if (spec.process() != null) {
                assertEquals(
                        spec.process(), SpecProcessBuilder.from(spec.process()).build());
            }
            Linux linux = spec.linux();
            if (linux != null) {
                assertEquals(linux, LinuxBuilder.from(linux).build());
                LinuxResources resources = linux.resources();
                if (resources != null) {
                    assertEquals(
                            resources, LinuxResourcesBuilder.from(resources).build());
                }
            }
        }
    }

    @Test
    void aSpecThatWasBuiltIsValidAndWrittenShortly(@TempDir Path directory) throws IOException {
        Spec spec = new SpecBuilder()
                .root(new Root("/srv/box", false))
                .process(new SpecProcessBuilder()
                        .args("true")
                        .putEnv("A", "1")
                        .putEnv("A", "2")
                        .build())
                .addMount(Mount.bind("/srv", "/data", "ro"))
                .linux(new LinuxBuilder().unshare("pid", "mount").build())
                .build();
        Path config = directory.resolve("config.json");
        SpecWriter.write(spec, config);
        assertEquals(spec, SpecReader.read(config));
        String text = Files.readString(config);
        assertTrue(
                text.startsWith("{\n  \"ociVersion\": \"1.2.0\",\n  \"root\": {\n    \"path\": \"/srv/box\"\n  },\n"),
                text);
        assertTrue(text.contains("\"options\": [\n        \"bind\",\n        \"ro\"\n      ]\n"), text);
        assertEquals(List.of("A=2"), Objects.requireNonNull(spec.process()).env());
        assertEquals(-1, text.indexOf("hooks"));
    }

    /** As {@code runc spec} and {@code crun spec} write them: ambient, and none inheritable. */
    @Test
    void ambientCapabilitiesWithNoneInheritableAreTaken() {
        String json = Configs.text("like-runc.json")
                .replace("\"permitted\":", "\"inheritable\": [], \"ambient\": [\"CAP_KILL\"], \"permitted\":");
        Process process = Objects.requireNonNull(Configs.parse(json).process());
        assertEquals(
                List.of("CAP_KILL"),
                Objects.requireNonNull(process.capabilities()).ambient());
        SpecException e = assertThrows(
                SpecException.class,
                () -> Configs.parse(json.replace("\"inheritable\": []", "\"inheritable\": [\"CAP_CHOWN\"]")));
        assertEquals("$.process.capabilities.ambient[0]", e.path());
    }

    @Test
    void brokenFilesGiveSpecExceptionsAlone() {
        byte[] whole = Configs.bytes("full.json");
        Random random = new Random(7);
        for (int length = 0; length < whole.length - 2; length += 1 + random.nextInt(12)) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(SpecException.class, () -> SpecReader.parse("cut", cut), "length " + length);
        }
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] flipped = whole.clone();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                SpecReader.parse("flipped", flipped);
            } catch (SpecException e) {
                refused++;
                assertTrue(e.path().startsWith("$"), e.getMessage());
            }
        }
        assertTrue(refused > 1500, () -> "a flipped bit is seldom harmless");
    }
}
