package dev.alcove.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alcove.cli.Option.Argument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Judged by getopt(1), which is getopt_long(3) of the C library with a command line. */
final class GetoptTest {
    private static final String NAME = "unshare";
    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C");

    /** What a command line is made of: whole words, and what is wrong with them. */
    private static final String[] WORDS = {
        "-m",
        "-R",
        "-fR",
        "-R/",
        "-fmu",
        "-x",
        "-f-",
        "-",
        "--",
        "---",
        "--=",
        "--=x",
        "--mount",
        "--mount=",
        "--mount=a",
        "--mou",
        "--mount-proc",
        "--mount-p=/proc",
        "--map-user",
        "--map-user=1",
        "--map-use=",
        "--map-",
        "--root",
        "--root=/",
        "--roo",
        "--ro=/x",
        "--r",
        "--fork",
        "--fork=",
        "--for",
        "--forward",
        "--fork=1",
        "--no-such",
        "--no-such=1",
        "--kill-child=TERM",
        "--s",
        "--set",
        "--setuid",
        "--user=",
        "--U",
        "program",
        "",
        "a b",
        "a'b",
        "--propagation=a'b",
        "-S5",
        "-GG",
        "-l",
        "--load",
        "--c",
        "--clear-env",
        "--e",
        "-rc",
        "-r",
        "-T",
        "-w=",
    };

    @TempDir
    Path directory;

    /** The options that the reference tool has: getopt(1) knows no others. */
    private static Syntax reference() {
        Syntax all = UnshareSyntax.syntax();
        List<Option> options = new ArrayList<>();
        for (Option option : all.options) {
            if (!option.isExtension()) {
                options.add(option);
            }
        }
        return new Syntax(NAME, all.purpose, all.operands, all.description, options.toArray(Option[]::new));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void parsesAsGetopt(long seed) throws IOException, InterruptedException {
        Random random = new Random(seed);
        List<String[]> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String[] line = new String[1 + random.nextInt(5)];
            for (int j = 0; j < line.length; j++) {
                line[j] = WORDS[random.nextInt(WORDS.length)];
            }
            lines.add(line);
        }
        List<String> judged = judge(lines);
        for (int i = 0; i < lines.size(); i++) {
            assertEquals(judged.get(i), parse(reference(), lines.get(i)), Arrays.toString(lines.get(i)));
        }
    }

    @Test
    void everyWordAlone() throws IOException, InterruptedException {
        List<String[]> lines = new ArrayList<>();
        for (String word : WORDS) {
            lines.add(new String[] {word});
            lines.add(new String[] {word, "next"});
        }
        List<String> judged = judge(lines);
        for (int i = 0; i < lines.size(); i++) {
            assertEquals(judged.get(i), parse(reference(), lines.get(i)), Arrays.toString(lines.get(i)));
        }
    }

    /** An option of ours never makes a command line of theirs mean something else, or nothing. */
    @Test
    void extensionsTakeNoAbbreviationAway() throws CommandException {
        assertEquals(UnshareSyntax.IPC, first("--i"));
        assertEquals(UnshareSyntax.IPC, first("--ip"));
        assertEquals(UnshareSyntax.INIT, first("--in"));
        assertEquals(UnshareSyntax.HELP, first("--h"));
        assertEquals(UnshareSyntax.HOSTNAME, first("--ho=x"));
        assertEquals(UnshareSyntax.EXPLAIN, first("--e"));
        assertEquals(UnshareSyntax.DEBUG, first("--d"));
    }

    private static int first(String word) throws CommandException {
        return new Getopt(UnshareSyntax.syntax(), NAME, new String[] {word}, 0).next();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void hostileInputIsAUsageErrorAtWorst(long seed) {
        Random random = new Random(seed);
        Syntax syntax = UnshareSyntax.syntax();
        for (int i = 0; i < 20_000; i++) {
            String[] line = new String[random.nextInt(4)];
            for (int j = 0; j < line.length; j++) {
                line[j] = Hostile.text(random, "-=mRfx\0\377 rootku");
            }
            parse(syntax, line);
        }
    }

    /** What was parsed, a line for each option, then the operands; or the message. */
    private static String parse(Syntax syntax, String[] line) {
        Getopt getopt = new Getopt(syntax, NAME, line, 0);
        StringBuilder parsed = new StringBuilder();
        try {
            for (int code = getopt.next(); code != Getopt.END; code = getopt.next()) {
                String argument = getopt.argument();
                parsed.append(code)
                        .append('=')
                        .append(argument == null ? "" : argument)
                        .append('\n');
            }
        } catch (CommandException e) {
            return "unshare: " + e.getMessage();
        }
        for (int i = getopt.operands(); i < line.length; i++) {
            parsed.append("operand ").append(line[i]).append('\n');
        }
        return parsed.toString();
    }

    private List<String> judge(List<String[]> lines) throws IOException, InterruptedException {
        StringBuilder shortNames = new StringBuilder("+");
        StringBuilder longNames = new StringBuilder();
        for (Option option : reference().options) {
            if (option.hasShortName()) {
                shortNames.append(option.shortName).append(colons(option.shortArgument));
            }
            longNames.append(',').append(option.longName).append(colons(option.longArgument));
        }
        StringBuilder script = new StringBuilder();
        for (String[] line : lines) {
            script.append("words=$(getopt -n unshare -o '" + shortNames + "' -l '" + longNames.substring(1) + "' --");
            for (String word : line) {
                script.append(" '").append(word.replace("'", "'\\''")).append('\'');
            }
            script.append(" 2>" + directory + "/err) && { eval \"set -- $words\"; printf '%s\\001' \"$@\"; } ||")
                    .append(" { printf 'E\\001'; head -n 1 " + directory + "/err; }; printf '\\002'\n");
        }
        Path file = directory.resolve("script");
        Files.writeString(file, script);
        Ran ran = Ran.with(ENVIRONMENT, "sh", file);
        assertEquals("", ran.err());
        List<String> judged = new ArrayList<>();
        String out = ran.out();
        for (String words : out.substring(0, out.lastIndexOf('\002')).split("\002", -1)) {
            judged.add(words.startsWith("E\001") ? words.substring(2).strip() : normalized(words.split("\001", -1)));
        }
        assertEquals(lines.size(), judged.size());
        return judged;
    }

    private static String colons(Argument argument) {
        return argument == Argument.NONE ? "" : argument == Argument.REQUIRED ? ":" : "::";
    }

    /** The output of getopt(1): options as they were written, arguments as words of their own, {@code --}, operands. */
    private static String normalized(String[] words) {
        StringBuilder parsed = new StringBuilder();
        int i = 0;
        while (!words[i].equals("--")) {
            String word = words[i++];
            for (Option option : reference().options) {
                boolean isLong = word.equals("--" + option.longName);
                if (isLong || word.equals("-" + option.shortName)) {
                    boolean takes = (isLong ? option.longArgument : option.shortArgument) != Argument.NONE;
                    parsed.append(option.code)
                            .append('=')
                            .append(takes ? words[i++] : "")
                            .append('\n');
                    break;
                }
            }
        }
        for (i++; i < words.length - 1; i++) {
            parsed.append("operand ").append(words[i]).append('\n');
        }
        return parsed.toString();
    }
}
