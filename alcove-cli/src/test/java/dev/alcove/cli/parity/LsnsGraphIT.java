package dev.alcove.cli.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.cli.Account;
import dev.alcove.cli.Reachable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code lsns --graph}: every namespace of a zoo is in the picture, and the picture can be read. Judged by xmllint and dot. */
@Execution(ExecutionMode.SAME_THREAD)
final class LsnsGraphIT {
    private static final Pattern TEXT =
            Pattern.compile("<text class=\"[a-z]+\" x=\"([0-9]+)\" y=\"([0-9]+)\">([^<]*)</text>");
    private static final Pattern VIEW = Pattern.compile("viewBox=\"0 0 ([0-9]+) ([0-9]+)\"");
    private static final Pattern NAMESPACE = Pattern.compile("\\bns-?([0-9]{10})\\b");
    private static final Pattern CLUSTER = Pattern.compile("\\bcluster_([0-9]{10})\\b");
    private static final Pattern ENTITY = Pattern.compile("&[a-z]+;");

    /** How wide a character of 12 pixels is in DejaVu Sans Mono, and how high. */
    private static final double WIDTH = 7.23;

    private static final int HEIGHT = 14;

    private static @Nullable Zoo zoo;
    private static Path bin = Path.of("/");

    @BeforeAll
    static void open() throws IOException {
        Assumptions.assumeTrue(Account.isRoot(), "a zoo takes root");
        Path dist = Path.of(Objects.requireNonNull(System.getProperty("alcove.dist"), "alcove.dist"));
        bin = Reachable.of(dist).resolve("bin");
        zoo = Zoo.open();
    }

    @AfterAll
    static void close() throws IOException {
        if (zoo != null) {
            zoo.close();
        }
    }

    private static Zoo.Seen run(Who who, String program) throws IOException, InterruptedException {
        return Objects.requireNonNull(zoo).run(who, bin, program);
    }

    /** What a program prints that must succeed without a message. */
    private static String out(Who who, String program) throws IOException, InterruptedException {
        Zoo.Seen seen = run(who, program);
        assertEquals("", seen.err());
        assertEquals(0, seen.status());
        return seen.out();
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static Set<String> listed(Who who) throws IOException, InterruptedException {
        return new TreeSet<>(
                out(who, "lsns -T -n -o NS | grep -o '[0-9]*'").lines().toList());
    }

    private static String draw(Who who, String suffix, String judge) throws IOException, InterruptedException {
        String file = "/mnt/tmp-" + who + suffix;
        return out(who, "lsns --graph " + file + " && " + judge + " " + file + " >/dev/null && cat " + file);
    }

    @Test
    void svgIsWellFormedAndComplete() throws IOException, InterruptedException {
        for (Who who : Who.values()) {
            assertEquals(listed(who), found(NAMESPACE, draw(who, ".svg", "xmllint --noout --nonet")));
        }
    }

    @Test
    void textsOfSvgAreInsideAndApart() throws IOException, InterruptedException {
        String svg = draw(Who.ROOT, ".svg", "cat");
        Matcher view = VIEW.matcher(svg);
        assertTrue(view.find());
        List<double[]> boxes = new ArrayList<>();
        Matcher text = TEXT.matcher(svg);
        while (text.find()) {
            double left = Integer.parseInt(text.group(1));
            double bottom = Integer.parseInt(text.group(2));
            // Each byte of UTF-8 is a char here: at least as many as there are characters, wide ones counted twice.
            double right = left + ENTITY.matcher(text.group(3)).replaceAll("x").length() * WIDTH;
            assertTrue(bottom <= Integer.parseInt(view.group(2)), text.group());
            assertTrue(right <= Integer.parseInt(view.group(1)), text.group());
            boxes.add(new double[] {left, right, bottom});
        }
        assertTrue(boxes.size() > 200, boxes.size() + " texts");
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertFalse(overlap(boxes.get(i), boxes.get(j)), "texts " + i + " and " + j);
            }
        }
    }

    private static boolean overlap(double[] one, double[] other) {
        return one[0] < other[1] && other[0] < one[1] && Math.abs(one[2] - other[2]) < HEIGHT;
    }

    @Test
    void dotIsUnderstoodAndComplete() throws IOException, InterruptedException {
        String dot = draw(Who.ROOT, ".dot", "dot -Tsvg");
        Set<String> drawn = found(NAMESPACE, dot);
        drawn.addAll(found(CLUSTER, dot));
        assertEquals(listed(Who.ROOT), drawn);
    }

    @Test
    void mermaidIsCompleteAndHarmless() throws IOException, InterruptedException {
        String mermaid = draw(Who.ROOT, ".mmd", "cat");
        assertEquals(listed(Who.ROOT), found(NAMESPACE, mermaid));
        for (String line : mermaid.lines().toList()) {
            long quotes = line.chars().filter(c -> c == '"').count();
            assertTrue(
                    quotes == 0 || quotes == 2 && line.matches(" +(subgraph )?ns[0-9]+\\[\".*\"](:::[a-z]+)?"), line);
        }
        assertEquals(
                mermaid.lines()
                        .filter(line -> line.startsWith("  ") && line.contains("subgraph "))
                        .count(),
                mermaid.lines().filter(line -> line.strip().equals("end")).count());
    }

    @Test
    void namesCommandsAndNestingAreThere() throws IOException, InterruptedException {
        String svg = draw(Who.ROOT, ".svg", "cat");
        for (String part : List.of(
                ">blue<",
                ">with a space<",
                ">gr\303\274n<",
                "\\x1b[31mred\\x01\\x7f",
                "\\xff\\xfe\\xc3 infinity",
                "/run/held/net, /run/held/net again, here",
                ">inside pid ",
                "no process of root")) {
            assertTrue(svg.contains(part), part);
        }
    }

    @Test
    void anotherFileIsRefusedAndNoneIsLeft() throws IOException, InterruptedException {
        for (String file : List.of("-", "x.png", ".svg", "''")) {
            Zoo.Seen seen = run(Who.ROOT, "cd /mnt && lsns --graph " + file);
            assertEquals(1, seen.status());
            assertTrue(seen.err().contains("a graph is written to FILE.svg, FILE.dot or FILE.mmd"), seen.err());
        }
        Zoo.Seen seen = run(
                Who.USER,
                "cp -r /etc/passwd /mnt/tmp-old.svg; lsns --graph /run/x.svg; lsns -J --graph /mnt/tmp-old.svg;"
                        + " cmp /etc/passwd /mnt/tmp-old.svg; ls -A /run /mnt | grep -e alcove -e x.svg");
        assertEquals(
                List.of(
                        "lsns: cannot write '/run/x.svg': Permission denied",
                        "lsns: options --graph and --json cannot be combined"),
                seen.err().lines().toList());
        assertEquals("", seen.out());
    }
}
