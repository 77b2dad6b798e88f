package dev.alcove.cli.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Regular expressions, judged by sed(1): it asks regexec(3), which grep(1) does not do for all of them. */
final class EreTest {
    private static final int EXPRESSIONS = 120;
    private static final int TEXTS = 300;
    private static final int DEPTH = 3;
    private static final String[] ATOMS = {
        "a", "b", "c", ".", "[ab]", "[^a]", "[a-c]", "[[:digit:]_]", "[]x]", "[^]b]", "\\w", "\\W", "\\.", "1", "_", "é"
    };
    /** Outside groups only, and none of words: the GNU C library errs when they are repeated. */
    private static final String[] ASSERTIONS = {"^", "$"};

    private static final String[] REPEATS = {"", "", "", "*", "+", "?", "{2}", "{1,3}", "{0,2}", "{2,}", "{,2}"};

    @TempDir
    Path directory;

    @Test
    void matchesWhatSedMatches() throws IOException, InterruptedException, FilterException {
        Random random = new Random(20);
        Set<String> lines = new TreeSet<>();
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder line = new StringBuilder();
            for (int j = random.nextInt(8); j >= 0; j--) {
                line.append(List.of("a", "b", "c", "1", "_", ".", " ", "]", "é").get(random.nextInt(9)));
            }
            lines.add(line.toString());
        }
        String texts = String.join("\n", lines) + "\n";
        Path file = Files.writeString(directory.resolve("texts"), texts);
        for (int i = 0; i < EXPRESSIONS; i++) {
            String pattern = expression(random, DEPTH);
            Set<String> differing = new TreeSet<>(List.of(sed(pattern, file).split("\n", -1)));
            for (String line : ours(pattern, texts).split("\n", -1)) {
                if (!differing.remove(line)) {
                    differing.add(line);
                }
            }
            assertEquals(Set.of(), differing, pattern);
        }
    }

    private static String expression(Random random, int depth) {
        StringBuilder pattern = new StringBuilder();
        int branches = 1 + random.nextInt(2);
        for (int i = 0; i < branches; i++) {
            pattern.append(i > 0 ? "|" : "");
            int pieces = 1 + random.nextInt(3);
            for (int j = 0; j < pieces; j++) {
                int kind = random.nextInt(6);
                if (kind == 0 && depth == DEPTH) {
                    pattern.append(ASSERTIONS[random.nextInt(ASSERTIONS.length)]);
                    pattern.append(ATOMS[random.nextInt(ATOMS.length)]);
                } else if (kind == 1 && depth > 0) {
                    pattern.append('(').append(expression(random, depth - 1)).append(')');
                } else {
                    pattern.append(ATOMS[random.nextInt(ATOMS.length)]);
                }
                pattern.append(REPEATS[random.nextInt(REPEATS.length)]);
            }
        }
        return pattern.toString();
    }

    private static String ours(String pattern, String texts) throws FilterException {
        Ere expression = Ere.compile(bytes(pattern), true);
        StringBuilder matching = new StringBuilder();
        for (String text : texts.split("\n", -1)) {
            if (!text.isEmpty() && expression.matches(bytes(text))) {
                matching.append(text).append('\n');
            }
        }
        return matching.toString();
    }

    private static String sed(String pattern, Path file) throws IOException, InterruptedException {
        Path script = Files.writeString(file.resolveSibling("script"), "/" + pattern + "/p\n");
        ProcessBuilder builder = new ProcessBuilder("sed", "-n", "-E", "-f", script.toString(), file.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), pattern);
        return out;
    }

    @Test
    void knowsWhereWordsBegin() throws FilterException {
        assertEquals("bc d\nd\n", ours("\\<[bd]", "abc\nbc d\nd\n"));
        assertEquals("a b\nb\n", ours("b\\>", "a b\nb\nbc\n"));
        assertEquals("a b\n", ours("a\\b", "ab\na b\naé\n"));
        assertEquals("ab\naé\n", ours("a\\B", "ab\na b\naé\n"));
        assertEquals("", ours("\\b([^]b]{0,2}\\B.){,2}1+", "é1\n"));
        assertEquals("b\n", ours("\\`b\\'", "b\nab\nbc\n"));
    }

    @Test
    void refusesWhatRegcompRefuses() {
        refuses("(a", "Unmatched ( or \\(");
        refuses("*a", "Invalid preceding regular expression");
        refuses("a|*b", "Invalid preceding regular expression");
        refuses("^*", "Invalid preceding regular expression");
        refuses("[a", "Unmatched [, [^, [:, [., or [=");
        refuses("[[:alpha:", "Unmatched [, [^, [:, [., or [=");
        refuses("a{1", "Unmatched \\{");
        refuses("a{2,1}", "Invalid content of \\{\\}");
        refuses("a{x}", "Invalid content of \\{\\}");
        refuses("a{99999}", "Regular expression too big");
        refuses("(((a{200}){200}){200})", "Regular expression too big");
        refuses("\\", "Trailing backslash");
        refuses("[[:foo:]]", "Invalid character class name");
        refuses("[b-a]", "Invalid range end");
        refuses("[a-c-e]", "Invalid range end");
        refuses("[[.ab.]]", "Invalid collation character");
        refuses("(a)\\1", "back references are not supported");
    }

    @Test
    void takesNoLongerForWhatHurtsOthers() throws FilterException {
        assertTrue(!Ere.compile("^(a+)+$", false).matches("a".repeat(5000) + "b"));
        assertTrue(Ere.compile("(a|b)*c", false).matches("ab".repeat(20_000) + "c"));
    }

    private static void refuses(String pattern, String message) {
        assertEquals(
                message,
                assertThrows(FilterException.class, () -> Ere.compile(pattern, true), pattern)
                        .getMessage());
    }

    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
