package dev.alcove.namespace.catalogue.graph;

import dev.alcove.namespace.NamespaceType;
import dev.alcove.namespace.catalogue.Catalogue;
import dev.alcove.namespace.catalogue.Entry;
import java.util.List;

/**
 * Writes SVG: what a user namespace owns is inside its frame. A type has a colour, and a legend says which.
 *
 * @see <a href="https://www.w3.org/TR/SVG11/">Scalable Vector Graphics 1.1</a>
 */
final class SvgWriter {
    /** The first of the widths that are tried, in cards, and the last. */
    private static final int NARROWEST = 3;

    private static final int WIDEST = 14;
    private static final double BEST_RATIO = 1.5;

    private static final int MARGIN = 20;
    private static final int HEAD = 74;
    private static final int LEGEND_STEP = 96;
    private static final int SMALLEST = 8 * LEGEND_STEP;

    /** How wide a character is at most: of monospaced fonts in the sizes of the style. */
    private static final double CELL = 7.25;

    private final Labels labels;
    private final StringBuilder out = new StringBuilder();

    SvgWriter(Labels labels) {
        this.labels = labels;
    }

    String draw(OwnerTree tree, Catalogue catalogue) {
        Box all = Box.of(tree, labels);
        layOut(all);
        all.moveBy(MARGIN - Box.PADDING, HEAD);
        int width = Math.max(all.width + 2 * (MARGIN - Box.PADDING), SMALLEST + 2 * MARGIN);
        int height = HEAD + all.height + MARGIN;
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
                .append(width)
                .append("\" height=\"")
                .append(height)
                .append("\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height)
                .append("\" role=\"img\">\n<title>Linux namespaces</title>\n");
        addStyle();
        out.append("<rect class=\"page\" width=\"100%\" height=\"100%\"/>\n");
        addHead(catalogue.namespaces());
        for (Box card : all.cards) {
            addCard(card);
        }
        for (Box frame : all.frames) {
            addFrame(frame, 0);
        }
        return out.append("</svg>\n").toString();
    }

    /** Tries widths until the picture has nearly the shape of a screen. */
    private static void layOut(Box all) {
        int best = NARROWEST;
        double least = Double.MAX_VALUE;
        for (int columns = NARROWEST; columns <= WIDEST; columns++) {
            all.layOut(columns * Box.CARD);
            double ratio = all.width / (BEST_RATIO * Math.max(1, all.height));
            double distance = Math.abs(Math.log(ratio));
            if (distance < least) {
                least = distance;
                best = columns;
            }
        }
        all.layOut(best * Box.CARD);
    }

    private void addStyle() {
        out.append("<style>\n")
                .append(
                        "text { font-family: 'DejaVu Sans Mono', Menlo, Consolas, monospace; font-size: 12px; fill: #1b1f24 }\n")
                .append(".page { fill: #fff } .head { font-size: 18px; font-weight: bold }\n")
                .append(".title { font-weight: bold } .line { fill: #3d444d }\n")
                .append(".even { fill: #f6f8fa } .odd { fill: #fff } .even, .odd { stroke: #8a8f98 }\n");
        for (NamespaceType type : NamespaceType.values()) {
            Palette palette = Palette.of(type);
            out.append(".").append(type.procName()).append(" { fill: ").append(palette.fill());
            out.append("; stroke: ").append(palette.stroke()).append(" }\n");
        }
        out.append("@media (prefers-color-scheme: dark) {\n")
                .append("text { fill: #f0f3f6 } .line { fill: #c3cad3 } .page { fill: #0d1117 }\n")
                .append(".even { fill: #161b22 } .odd { fill: #0d1117 }\n");
        for (NamespaceType type : NamespaceType.values()) {
            out.append(".").append(type.procName()).append(" { fill: ");
            out.append(Palette.of(type).dark()).append(" }\n");
        }
        out.append("}\n</style>\n");
    }

    /** The title and the legend. */
    private void addHead(List<Entry> entries) {
        addText("head", MARGIN, 30, entries.size() == 1 ? "1 namespace" : entries.size() + " namespaces");
        int left = MARGIN;
        for (NamespaceType type : NamespaceType.values()) {
            int count = 0;
            for (Entry entry : entries) {
                count += entry.type() == type ? 1 : 0;
            }
            addRectangle(type.procName(), left, 44, 14, 14, 3);
            addText("line", left + 20, 56, type.procName() + " " + count);
            left += LEGEND_STEP;
        }
    }

    private void addFrame(Box box, int depth) {
        open(box);
        addRectangle(depth % 2 == 0 ? "even" : "odd", box.x, box.y, box.width, box.height, 8);
        addLines(box);
        out.append("</g>\n");
        for (Box card : box.cards) {
            addCard(card);
        }
        for (Box frame : box.frames) {
            addFrame(frame, depth + 1);
        }
    }

    private void addCard(Box box) {
        open(box);
        if (box.entry != null) {
            addRectangle(box.entry.type().procName(), box.x, box.y, box.width, box.height, 6);
        }
        addLines(box);
        out.append("</g>\n");
    }

    /** Begins the group of a namespace, with all that is known of it for whoever points at it. */
    private void open(Box box) {
        if (box.entry == null) {
            out.append("<g>\n");
            return;
        }
        out.append("<g id=\"ns-").append(box.entry.inode()).append("\"><title>");
        addEscaped(Labels.title(box.entry));
        for (String line : box.lines) {
            addEscaped("\n" + line);
        }
        out.append("</title>\n");
    }

    private void addLines(Box box) {
        if (box.entry == null) {
            return;
        }
        int room = (int) ((box.width - 2 * Box.PADDING) / CELL);
        int baseline = box.y + Box.PADDING + Box.LINE - 5;
        addText("title", box.x + Box.PADDING, baseline, Cells.cut(Labels.title(box.entry), room));
        for (String line : box.lines) {
            baseline += Box.LINE;
            addText("line", box.x + Box.PADDING, baseline, Cells.cut(line, room));
        }
    }

    private void addRectangle(String style, int x, int y, int width, int height, int radius) {
        out.append("<rect class=\"").append(style);
        addNumber("x", x);
        addNumber("y", y);
        addNumber("width", width);
        addNumber("height", height);
        addNumber("rx", radius);
        out.append("\"/>\n");
    }

    private void addText(String style, int x, int y, String text) {
        out.append("<text class=\"").append(style);
        addNumber("x", x);
        addNumber("y", y);
        out.append("\">");
        addEscaped(text);
        out.append("</text>\n");
    }

    /** One more attribute; the quote of the last one is still open. */
    private void addNumber(String name, int number) {
        out.append("\" ").append(name).append("=\"").append(number);
    }

    private void addEscaped(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                default -> out.append(c);
            }
        }
    }
}
