package dev.alcove.cli.table;

/** What is drawn of a tree before its lines. */
final class TreeArt {
    private static final String EMPTY = "  ";

    private final String vertical;
    private final String branch;
    private final String last;

    /**
     * @param utf8 whether it is drawn with the characters that Unicode has for it, in UTF-8
     */
    TreeArt(boolean utf8) {
        vertical = utf8 ? "\u00e2\u0094\u0082 " : "| ";
        branch = utf8 ? "\u00e2\u0094\u009c\u00e2\u0094\u0080" : "|-";
        last = utf8 ? "\u00e2\u0094\u0094\u00e2\u0094\u0080" : "`-";
    }

    /** In the row that a line begins with. */
    String before(Line line) {
        if (line.parent == null) {
            return "";
        }
        return besides(line.parent) + (line.isLastChild() ? last : branch);
    }

    /** In further rows of a line. */
    String below(Line line) {
        return line.children.isEmpty() ? besides(line) : besides(line) + vertical;
    }

    /** Beside whatever hangs below a line. */
    private String besides(Line line) {
        if (line.parent == null) {
            return "";
        }
        return besides(line.parent) + (line.isLastChild() ? EMPTY : vertical);
    }
}
