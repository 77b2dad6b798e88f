package dev.alcove.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The medians as horizontal bars, in SVG: a panel for each group, each with a scale of its own, a line over each bar from
 * the first to the third quartile. Colours follow the reader's light or dark scheme.
 */
final class BarChart {
    private static final int WIDTH = 860;
    private static final int LABELS = 390;
    private static final int BARS = 380;
    private static final int ROW = 24;
    private static final int BAR = 14;
    private static final int TITLE = 40;
    private static final int FIRST_JVM_COMMAND_MICROS = 8000;

    private static final String STYLE = """
            text { font: 13px system-ui, sans-serif; fill: #1f2328; }
            .title { font-weight: 600; }
            .other { fill: #8c959f; }
            .alcove { fill: #1a7f64; }
            .spread { stroke: #1f2328; stroke-width: 1.5; }
            @media (prefers-color-scheme: dark) {
              text { fill: #e6edf3; }
              .other { fill: #6e7681; }
              .alcove { fill: #3fb68b; }
              .spread { stroke: #e6edf3; }
            }
            """;

    private final StringBuilder out = new StringBuilder();
    private int y;

    private BarChart() {}

    static String of(Results results) {
        BarChart chart = new BarChart();
        chart.panel("A process from Java, as root", results.root().values());
        chart.panel(
                "A process from Java, as an ordinary user", results.ordinary().values());
        chart.panel("Commands without a JVM", commands(results.commands(), false));
        chart.panel("Commands with a JVM", commands(results.commands(), true));
        chart.panel("All namespaces of a machine", results.catalogue().values());
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + chart.y + "\" role=\"img\""
                + " aria-label=\"Medians of the benchmarks\">\n<style>\n" + STYLE + "</style>\n" + chart.out
                + "</svg>\n";
    }

    private static List<Samples> commands(Map<String, Samples> all, boolean jvm) {
        List<Samples> some = new ArrayList<>();
        for (Samples each : all.values()) {
            if (each.median() >= FIRST_JVM_COMMAND_MICROS == jvm) {
                some.add(each);
            }
        }
        return some;
    }

    private void panel(String title, Iterable<Samples> rows) {
        y += TITLE;
        text(0, y - 12, "title", title);
        double greatest = 0;
        for (Samples row : rows) {
            greatest = Math.max(greatest, row.quantile(0.75));
        }
        for (Samples row : rows) {
            row(row, BARS / greatest);
        }
    }

    private void row(Samples row, double scale) {
        String name = row.name().replace("`", "");
        int middle = y + ROW / 2;
        boolean ours = name.startsWith("Alcove") || name.startsWith("alcove");
        text(0, middle + 5, "label", name);
        out.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>\n",
                ours ? "alcove" : "other",
                LABELS,
                middle - BAR / 2,
                row.median() * scale,
                BAR));
        out.append(String.format(
                Locale.ROOT,
                "<line class=\"spread\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>\n",
                LABELS + row.quantile(0.25) * scale,
                middle,
                LABELS + row.quantile(0.75) * scale,
                middle));
        text((int) (LABELS + row.quantile(0.75) * scale) + 8, middle + 5, "value", value(row.median() / 1e3));
        y += ROW;
    }

    private static String value(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%.1f ms", millis);
    }

    private void text(int x, int y, String style, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
        out.append("<text class=\"" + style + "\" x=\"" + x + "\" y=\"" + y + "\">" + escaped + "</text>\n");
    }
}
