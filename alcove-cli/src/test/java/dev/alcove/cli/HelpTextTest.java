package dev.alcove.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code --help} tells everything that the parser knows, and whatever the installed unshare(1) knows. */
final class HelpTextTest {
    private static final int WIDTH = 100;

    @Test
    void everyOptionIsThereOnce() {
        for (Syntax syntax : List.of(UnshareSyntax.syntax(), new CompileCommand().syntax())) {
            String help = HelpText.of(syntax, "alcove " + syntax.command);
            assertTrue(help.startsWith("Usage: alcove " + syntax.command + " [OPTION]... "), help);
            for (Option option : syntax.options) {
                String line = (option.hasShortName() ? "  -" + option.shortName + ", " : "      ") + option.longUsage();
                assertEquals(2, (help + " ").split("\n" + Pattern.quote(line) + "\\s", -1).length, line);
                assertTrue(help.contains(" " + option.summary + "\n"), option.summary);
            }
        }
    }

    @Test
    void linesFit() {
        for (String help : List.of(
                HelpText.of(UnshareSyntax.syntax(), "alcove unshare"),
                HelpText.of(new CompileCommand().syntax(), "alcove compile"),
                HelpText.ofAlcove(new AlcoveOptions().syntax()))) {
            for (String line : help.split("\n", -1)) {
                assertTrue(line.length() <= WIDTH, line);
                assertEquals(line.stripTrailing(), line);
            }
        }
    }

    @Test
    void commandsAreListed() {
        String help = HelpText.ofAlcove(new AlcoveOptions().syntax());
        for (String name : Commands.names()) {
            assertTrue(help.contains("\n  " + name + " "), name);
        }
        assertEquals(-1, help.indexOf("generate-docs"), "that is not for people");
    }

    @Test
    void whatUnshareHasWeHave() throws IOException, InterruptedException {
        Ran judge = Ran.with(Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C"), "unshare", "--help");
        String help = HelpText.of(UnshareSyntax.syntax(), "unshare");
        Matcher option = Pattern.compile("(?m)^ (?:-(\\w), )?--([a-z-]+)").matcher(judge.out());
        int count = 0;
        for (; option.find(); count++) {
            String prefix = option.group(1) == null ? "      --" : "  -" + option.group(1) + ", --";
            assertTrue(
                    Pattern.compile("(?m)^" + prefix + option.group(2) + "[ \\[\n]")
                            .matcher(help)
                            .find(),
                    option.group());
        }
        assertTrue(count > 20, judge.out());
    }
}
