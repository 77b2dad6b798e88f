package dev.alcove.namespace.catalogue.graph;

/** How much room text takes, in characters of a font in which all but a few have the same width. */
final class Cells {
    private static final String MORE = "…";

    private Cells() {}

    /** How many cells a text takes: at least as many as it does in any such font. */
    static int of(String text) {
        return text.codePoints().map(Cells::of).sum();
    }

    /** The text, or its beginning and an ellipsis where it takes more than {@code limit} cells. */
    static String cut(String text, int limit) {
        if (of(text) <= limit) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int cells = 1;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int character = text.codePointAt(i);
            cells += of(character);
            if (cells > limit) {
                break;
            }
            kept.appendCodePoint(character);
        }
        return kept.append(MORE).toString();
    }

    private static int of(int character) {
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        // East Asian characters and pictures are twice as wide; so is, to be safe, whatever is found beyond them.
        return character >= 0x1100 && !(character >= 0x2010 && character <= 0x2e7f) ? 2 : 1;
    }
}
