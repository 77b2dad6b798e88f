package dev.alcove.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How the time of a star grows with its hosts, in SVG, both in logarithms: what grows with the hosts alone is a line of slope one.
 * Colours follow the reader's light or dark scheme.
 */
final class GrowthChart {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 420;
    private static final int LEFT = 80;
    private static final int RIGHT = 600;
    private static final int TOP = 30;
    private static final int BOTTOM = 360;
    private static final int FIRST_DECADE = 3;
    private static final int LAST_DECADE = 8;

    private static final String STYLE = """
            text { font: 13px system-ui, sans-serif; fill: #1f2328; }
            line { stroke: #d0d7de; }
            polyline { fill: none; stroke-width: 2.5; }
            .c0 { stroke: #1a7f64; } .c1 { stroke: #54aeff; } .c2 { stroke: #bc8c00; } .c3 { stroke: #8c959f; }
            @media (prefers-color-scheme: dark) {
              text { fill: #e6edf3; }
              line { stroke: #30363d; }
              .c0 { stroke: #3fb68b; }
            }
            """;

    private static final List<String> LINES =
            List.of(NetworkRuns.STAR_ALCOVE, NetworkRuns.STAR_COLD, NetworkRuns.STAR_BATCH, NetworkRuns.STAR_SCRIPT);

    private final StringBuilder out = new StringBuilder();

    private GrowthChart() {}

    static String of(Map<String, Samples> networks) {
        GrowthChart chart = new GrowthChart();
        chart.axes();
        for (int i = 0; i < LINES.size(); i++) {
            chart.line(i, networks);
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT
                + "\" role=\"img\" aria-label=\"Time of a star by its hosts\">\n<style>\n" + STYLE + "</style>\n"
                + chart.out
                + "</svg>\n";
    }

    private static double x(int hosts) {
        double first = Math.log10(NetworkRuns.SIZES.getFirst());
        double last = Math.log10(NetworkRuns.SIZES.getLast());
        return LEFT + (Math.log10(hosts) - first) / (last - first) * (RIGHT - LEFT);
    }

    private static double y(double micros) {
        double part = (Math.log10(micros) - FIRST_DECADE) / (LAST_DECADE - FIRST_DECADE);
        return BOTTOM - part * (BOTTOM - TOP);
    }

    private void axes() {
        for (int decade = FIRST_DECADE; decade <= LAST_DECADE; decade++) {
            double y = y(Math.pow(10, decade));
            out.append(String.format(
                    Locale.ROOT, "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>\n", LEFT, y, RIGHT, y));
            text(LEFT - 70, y + 4, String.format(Locale.ROOT, "%,.0f ms", Math.pow(10, decade - 3)));
        }
        for (int size : NetworkRuns.SIZES) {
            text(x(size) - 10, BOTTOM + 22, String.format(Locale.ROOT, "%,d", size));
        }
        text((LEFT + RIGHT) / 2.0 - 20, BOTTOM + 44, "hosts");
    }

    private void line(int number, Map<String, Samples> networks) {
        StringBuilder points = new StringBuilder();
        for (int size : NetworkRuns.SIZES) {
            Samples samples = networks.get(NetworkRuns.key(size, LINES.get(number)));
            if (samples != null) {
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(size), y(samples.median())));
            }
        }
        out.append("<polyline class=\"c")
                .append(number)
                .append("\" points=\"")
                .append(points)
                .append("\"/>\n");
        int top = TOP + 20 + number * 24;
        out.append("<polyline class=\"c")
                .append(number)
                .append("\" points=\"")
                .append(RIGHT + 20)
                .append(',')
                .append(top);
        out.append(' ').append(RIGHT + 44).append(',').append(top).append("\"/>\n");
        text(RIGHT + 52, top + 4, LINES.get(number).replace("`", ""));
    }

    private void text(double x, double y, String text) {
        out.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\">%s</text>\n", x, y, text));
    }
}
