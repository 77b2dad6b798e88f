package dev.alcove.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Alcove calls flags, commands and values is what strace calls them. */
class StraceNamesTest {
    private static final String UNFINISHED = " <unfinished ...>";
    private static final String RESUMED = " resumed>";

    @Test
    void straceSaysTheSame(@TempDir Path directory) throws Exception {
        Path trace = directory.resolve("trace");
        List<String> expected = Commands.output(
                        "strace",
                        "--follow-forks",
                        "--abbrev=none",
                        "--signal=none",
                        "--output=" + trace,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        Commands.classPath(),
                        NamedCalls.class.getName())
                .lines()
                .toList();
        assertTrue(expected.size() > 40, () -> "few calls: " + expected);
        List<String> calls = marked(Files.readAllLines(trace, StandardCharsets.ISO_8859_1));
        List<String> missing = new ArrayList<>();
        int at = 0;
        for (String call : expected) {
            int found = at;
            while (found < calls.size() && !matches(calls.get(found), call)) {
                found++;
            }
            if (found < calls.size()) {
                at = found + 1;
            } else {
                missing.add(call + " is not in " + nearby(calls, at, call));
            }
        }
        assertEquals(List.of(), missing);
    }

    /**
     * The calls that the program's thread made between the two that mark begin and end. Where strace had to print something
     * of another thread meanwhile, a call is on two lines.
     */
    private static List<String> marked(List<String> trace) {
        String mark = "getpgid(" + NamedCalls.MARK + ")";
        String thread = "";
        List<String> calls = new ArrayList<>();
        for (String line : trace) {
            String[] words = line.split(" +", 2);
            if (words[1].startsWith(mark)) {
                thread = thread.isEmpty() ? words[0] : "";
            } else if (words[0].equals(thread)) {
                int last = calls.size() - 1;
                int resumed = words[1].startsWith("<... ") ? words[1].indexOf(RESUMED) : -1;
                if (resumed >= 0 && last >= 0) {
                    calls.set(
                            last,
                            calls.get(last).replace(UNFINISHED, "") + words[1].substring(resumed + RESUMED.length()));
                } else {
                    calls.add(words[1]);
                }
            }
        }
        return calls;
    }

    /** A call is its name and arguments that must be among those that strace shows, between tabs. */
    private static boolean matches(String line, String call) {
        String[] words = call.split("\t", -1);
        boolean all = line.startsWith(words[0] + "(");
        for (int i = 1; i < words.length; i++) {
            String after = line.contains(words[i]) ? line.substring(line.indexOf(words[i]) + words[i].length()) : "x";
            all &= after.isEmpty() || ",)}] |".indexOf(after.charAt(0)) >= 0;
        }
        return all;
    }

    private static List<String> nearby(List<String> calls, int at, String call) {
        String name = call.split("\t", -1)[0] + "(";
        return calls.subList(at, calls.size()).stream()
                .filter(line -> line.startsWith(name))
                .toList();
    }
}
