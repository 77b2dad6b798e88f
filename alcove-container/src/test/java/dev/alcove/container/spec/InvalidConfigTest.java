package dev.alcove.container.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A configuration that says everything, made wrong at one place: the mistake is told with its path. */
class InvalidConfigTest {
    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static Stream<String> mistakes() {
        return Configs.text("invalid.txt").lines().filter(line -> !line.startsWith("#"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void isToldWithItsPath(String line) throws JsonProcessingException {
        String[] parts = line.split(" \\|", -1);
        String pointer = parts[0];
        String value = parts[1].strip();
        String path = parts[2].isBlank() ? "$" + pointer.replace('/', '.') : parts[2].strip();
        JsonNode config = JACKSON.readTree(Configs.text("full.json"));
        mutate(config, pointer, value);
        String json = config.toString();
        SpecException e = assertThrows(SpecException.class, () -> Configs.parse(json));
        String expected = parts[3].strip();
        assertTrue(
                e.all().stream().anyMatch(told -> told.startsWith(path + ": ") && told.contains(expected)),
                () -> line + "\n" + e.getMessage());
    }

    private static void mutate(JsonNode config, String pointer, String value) throws JsonProcessingException {
        int slash = pointer.lastIndexOf('/');
        String name = pointer.substring(slash + 1).replace("~1", "/");
        JsonNode parent = config.at(pointer.substring(0, slash));
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), JACKSON.readTree(value));
        } else if (value.equals("-")) {
            assertTrue(((ObjectNode) parent).has(name), pointer);
            ((ObjectNode) parent).remove(name);
        } else {
            ((ObjectNode) parent).set(name, JACKSON.readTree(value));
        }
    }

    @Test
    void areAtLeast120() {
        assertTrue(mistakes().count() >= 120);
    }

    @Test
    void severalMistakesAreToldTogether() {
        SpecException e = assertThrows(
                SpecException.class, () -> Configs.parse("{\"ociVersion\":1,\"hostnam\":\"x\",\"root\":{}}"));
        assertEquals(
                List.of(
                        "$.ociVersion: must be a string, is 1",
                        "$.root.path: is missing",
                        "$.hostnam: unknown field; did you mean hostname?"),
                e.all());
        assertEquals("$.ociVersion", e.path());
        assertEquals("must be a string, is 1", e.problem());
    }

    @Test
    void whatNeedsANamespaceIsRefusedWithoutIt() {
        SpecException e = assertThrows(SpecException.class, () -> Configs.parse("""
                        {"ociVersion": "1.0.2", "hostname": "h", "domainname": "d",
                         "mounts": [{"destination": "/x", "source": "x", "options": ["bind", "idmap"]}],
                         "linux": {"uidMappings": [{"containerID": 0, "hostID": 0, "size": 1}],
                           "timeOffsets": {"boottime": {"secs": 1}},
                           "sysctl": {"net.core.somaxconn": "1", "kernel.msgmax": "1", "fs.mqueue.msg_max": "9"}}}
                        """));
        List<String> paths = e.all().stream()
                .map(told -> told.substring(0, told.indexOf(": ")))
                .toList();
        assertEquals(
                List.of(
                        "$.hostname",
                        "$.domainname",
                        "$.mounts[0].options",
                        "$.linux.uidMappings",
                        "$.linux.timeOffsets",
                        "$.linux.sysctl[\"fs.mqueue.msg_max\"]",
                        "$.linux.sysctl[\"kernel.msgmax\"]",
                        "$.linux.sysctl[\"net.core.somaxconn\"]"),
                paths);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | $ | line 1, column 1",
                "`{` | $ | line 1, column 2: the name of a member is missing",
                "`{\"a\":1,}` | $ | column 8: the name of a member is missing",
                "`{\"root\":{\"path\":\"x\",\"path\":\"y\"}}` | $.root.path | column 21: the name \"path\" comes twice",
                "`{\"a\":[1 2]}` | $.a | column 9: a ',' or a ']' is missing",
                "`{\"a\":[1,]}` | $.a[1] | column 9: a value is missing",
                "`{\"a\":01}` | $.a | column 7: a number begins with 0",
                "`{\"a\":-}` | $.a | column 7: a digit is missing",
                "`{\"a\":1.}` | $.a | column 8: a digit is missing",
                "`{\"a\":1e}` | $.a | column 8: a digit is missing",
                "`{\"a\":tru}` | $.a | column 6: a value is missing",
                "`{\"a\":\"x` | $.a | column 8: it ends within a string",
                "`{\"a\":\"\\x\"}` | $.a | no escape begins with '\\x'",
                "`{\"a\":\"\\u12g4\"}` | $.a | four hexadecimal digits",
                "`{\"a\":\"\\ud800\"}` | $.a | half of a surrogate pair",
                "`{\"a\" 1}` | $.a | column 6: a ':' is missing",
                "`{} {}` | $ | column 4: something follows the value",
                "`{\"a\":'x'}` | $.a | a value is missing",
                "`// x` | $ | a value is missing",
                "`[]` | $ | must be an object, is an array"
            })
    void syntaxIsToldWithLineAndColumn(String json, String path, String problem) {
        SpecException e = assertThrows(SpecException.class, () -> Configs.parse(json));
        assertEquals(path, e.path());
        assertTrue(e.problem().contains(problem), e.getMessage());
    }

    @Test
    void bytesThatAreNoUtf8AreTold() {
        byte[] json = {'{', '\n', '"', (byte) 0xc3, (byte) 0xa9, (byte) 0xff, '"'};
        SpecException e = assertThrows(SpecException.class, () -> SpecReader.parse("config.json", json));
        assertEquals("$: config.json: line 2, column 3: the byte 0xff begins nothing that is UTF-8", e.getMessage());
    }

    @Test
    void depthAndLengthAreBounded() {
        String deep = "{\"mounts\":" + "[".repeat(1_000_000);
        assertTrue(assertThrows(SpecException.class, () -> Configs.parse(deep))
                .problem()
                .contains("nested"));
        String number = "{\"ociVersion\":\"1.2.0\",\"process\":{\"oomScoreAdj\":" + "9".repeat(1_000_000) + "}}";
        SpecException e = assertThrows(SpecException.class, () -> Configs.parse(number));
        assertTrue(e.all().stream()
                .anyMatch(
                        told -> told.startsWith("$.process.oomScoreAdj: must be -2147483648 to 2147483647, is 9999")));
        assertTrue(String.join("\n", e.all()).length() < 1000);
    }
}
