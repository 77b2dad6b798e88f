package dev.alcove.cli.ip;

/**
 * The words that a command knows, in the order in which they are looked for: the first that fits is meant. A row is one word or
 * several that mean the same, with blanks between them; one with an asterisk behind it may be cut short.
 */
final class Keywords {
    private final String[] rows;

    Keywords(String... rows) {
        this.rows = rows;
    }

    /** The first word of the row that a word is in; empty if it is in none. */
    String find(String word) {
        for (String row : rows) {
            if (isIn(row, word)) {
                int end = row.indexOf(' ');
                String first = end < 0 ? row : row.substring(0, end);
                return first.endsWith("*") ? first.substring(0, first.length() - 1) : first;
            }
        }
        return "";
    }

    private static boolean isIn(String row, String word) {
        int start = 0;
        while (start < row.length()) {
            int blank = row.indexOf(' ', start);
            int end = blank < 0 ? row.length() : blank;
            boolean abbreviable = row.charAt(end - 1) == '*';
            int length = end - start - (abbreviable ? 1 : 0);
            boolean begins = !word.isEmpty() && word.length() <= length && row.startsWith(word, start);
            if (begins && (abbreviable || word.length() == length)) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }
}
