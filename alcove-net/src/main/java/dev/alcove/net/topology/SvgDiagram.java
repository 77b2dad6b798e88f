package dev.alcove.net.topology;

import dev.alcove.net.InetPrefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

/**
 * Draws a topology as electricians draw a bus: each host is a box with a row for each of its links, each switch a vertical line,
 * and a link a horizontal line from its row to a dot on the switch. Pairs of hosts have a thin vertical line of their own.
 */
final class SvgDiagram {
    private static final int MARGIN = 20;
    private static final int ROW = 18;
    private static final int PADDING = 8;
    private static final int GAP = 12;
    private static final int HEAD = 64;
    private static final int BUS_STEP = 110;
    private static final int PAIR_STEP = 14;
    /** How wide a character is at most: of monospaced fonts in the size of the style. */
    private static final double CELL = 7.25;

    private static final String STYLE = """
            <style>
            text { font-family: 'DejaVu Sans Mono', Menlo, Consolas, monospace; font-size: 12px; fill: #1b1f24 }
            .page { fill: #fff } .head { font-size: 18px; font-weight: bold } .title { font-weight: bold }
            .host { fill: #d9e9fa; stroke: #2f75b5 } .link { stroke: #8a8f98 } .pair { stroke: #7458c4; stroke-width: 2 }
            .bus { stroke: #2b8a57; stroke-width: 4 } .dot { fill: #2b8a57 } .outside { stroke: #c2622d; stroke-width: 4 }
            .outside-dot { fill: #c2622d } .pair-dot { fill: #7458c4 }
            @media (prefers-color-scheme: dark) {
            text { fill: #f0f3f6 } .page { fill: #0d1117 } .host { fill: #1b3049 }
            }
            </style>
            """;

    /** A vertical line, and where it is. */
    private record Bus(String style, int x) {}

    private final Topology topology;
    private final Map<String, Bus> buses = new HashMap<>();
    private final Map<String, List<Integer>> rows = new LinkedHashMap<>();
    private final StringBuilder body = new StringBuilder();
    private int width;
    private int boxWidth;

    SvgDiagram(Topology topology) {
        this.topology = topology;
    }

    String draw() {
        measure();
        int y = HEAD + MARGIN;
        for (Host host : topology.hosts()) {
            y = addHost(host, y) + GAP;
        }
        StringBuilder lines = new StringBuilder();
        for (Switch one : topology.switches()) {
            Bus bus = bus(one.name());
            List<Integer> ends = rows.getOrDefault(one.name(), List.of());
            int end = ends.isEmpty() ? HEAD + 2 * ROW : ends.getLast();
            addLine(lines, bus.style, bus.x, HEAD, bus.x, end);
            addText(lines, "title", bus.x - PADDING, HEAD - 2 * PADDING - ROW, label(one));
            addText(lines, "line", bus.x - PADDING, HEAD - PADDING, addresses(one.addresses()));
        }
        buses.forEach((name, bus) -> {
            if (bus.style.equals("pair")) {
                List<Integer> ends = rows.getOrDefault(name, List.of(0));
                addLine(lines, bus.style, bus.x, ends.getFirst(), bus.x, ends.getLast());
            }
        });
        String size = "width=\"" + width + "\" height=\"" + (y + MARGIN) + "\" viewBox=\"0 0 " + width + " "
                + (y + MARGIN) + "\"";
        StringBuilder head = new StringBuilder();
        addText(head, "head", MARGIN, MARGIN + PADDING, topology.name());
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" " + size + " role=\"img\">\n<title>"
                + escaped(topology.name())
                + "</title>\n" + STYLE + "<rect class=\"page\" width=\"100%\" height=\"100%\"/>\n" + head + lines + body
                + "</svg>\n";
    }

    /** Gives each vertical line its place, right of the widest host. */
    private void measure() {
        int widest = 0;
        for (Host host : topology.hosts()) {
            widest = Math.max(widest, host.name().length());
            for (HostLink link : host.links()) {
                widest = Math.max(widest, row(link).length());
            }
        }
        boxWidth = (int) Math.ceil(widest * CELL) + 2 * PADDING;
        int x = MARGIN + boxWidth + BUS_STEP / 2;
        for (Host host : topology.hosts()) {
            for (HostLink link : host.links()) {
                if (link.end() instanceof End.Peer(String other, String otherLink)
                        && buses.putIfAbsent(pair(host.name(), link.name(), other, otherLink), new Bus("pair", x))
                                == null) {
                    x += PAIR_STEP;
                }
            }
        }
        for (Switch one : topology.switches()) {
            int labels =
                    Math.max(label(one).length(), addresses(one.addresses()).length());
            buses.put(one.name(), new Bus(one.nat().isPresent() ? "outside" : "bus", x));
            x += Math.max(BUS_STEP, (int) Math.ceil(labels * CELL) + 2 * PADDING);
        }
        width = Math.max(x, MARGIN + (int) Math.ceil(topology.name().length() * 1.5 * CELL)) + MARGIN;
    }

    /** Draws a host and its links; gives where it ends. */
    private int addHost(Host host, int top) {
        int height = (host.links().size() + 1) * ROW + PADDING;
        body.append("<rect class=\"host\" x=\"")
                .append(MARGIN)
                .append("\" y=\"")
                .append(top)
                .append("\" width=\"");
        body.append(boxWidth).append("\" height=\"").append(height).append("\" rx=\"6\"/>\n");
        addText(body, "title", MARGIN + PADDING, top + ROW - 4, host.name());
        int baseline = top + ROW - 4;
        for (HostLink link : host.links()) {
            baseline += ROW;
            addText(body, "line", MARGIN + PADDING, baseline, row(link));
            addLink(host, link, baseline - 4);
        }
        return top + height;
    }

    private void addLink(Host host, HostLink link, int y) {
        String name = switch (link.end()) {
            case End.Port(String to) -> to;
            case End.Peer(String other, String otherLink) -> pair(host.name(), link.name(), other, otherLink);
        };
        Bus bus = bus(name);
        rows.computeIfAbsent(name, any -> new ArrayList<>()).add(y);
        addLine(body, "link", MARGIN + boxWidth, y, bus.x, y);
        String dot = bus.style.equals("bus") ? "dot" : bus.style + "-dot";
        body.append("<circle class=\"")
                .append(dot)
                .append("\" cx=\"")
                .append(bus.x)
                .append("\" cy=\"")
                .append(y);
        body.append("\" r=\"4\"/>\n");
    }

    private Bus bus(String name) {
        return Objects.requireNonNull(buses.get(name), name);
    }

    /** What a pair is called, by either of its ends. A switch has no space in its name. */
    private static String pair(String host, String link, String other, String otherLink) {
        String a = host + " " + link;
        String b = other + " " + otherLink;
        return a.compareTo(b) < 0 ? a + " " + b : b + " " + a;
    }

    private static String label(Switch one) {
        return one.name() + (one.nat().isPresent() ? " (NAT)" : "");
    }

    private static String row(HostLink link) {
        StringBuilder text = new StringBuilder(link.name());
        String addresses = addresses(link.addresses());
        text.append(addresses.isEmpty() ? "" : " ").append(addresses);
        link.rate().ifPresent(rate -> text.append(' ').append(Rates.text(rate)));
        link.vlan().ifPresent(vlan -> text.append(" vlan ").append(vlan));
        return text.toString();
    }

    private static String addresses(List<InetPrefix> addresses) {
        StringJoiner text = new StringJoiner(", ");
        addresses.forEach(prefix -> text.add(prefix.toString()));
        return text.toString();
    }

    private static void addLine(StringBuilder out, String style, int x1, int y1, int x2, int y2) {
        out.append("<line class=\"")
                .append(style)
                .append("\" x1=\"")
                .append(x1)
                .append("\" y1=\"")
                .append(y1);
        out.append("\" x2=\"").append(x2).append("\" y2=\"").append(y2).append("\"/>\n");
    }

    private static void addText(StringBuilder out, String style, int x, int y, String text) {
        out.append("<text class=\"")
                .append(style)
                .append("\" x=\"")
                .append(x)
                .append("\" y=\"")
                .append(y)
                .append("\">");
        out.append(escaped(text)).append("</text>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
