package dev.alcove.cli.filter;

/** Cuts an expression into words, of which each is as long as it can be. */
final class Lexer {
    private static final String UNITS = "KMGTPEZY";

    private final String text;
    private int at;
    private String word = "";

    Lexer(String text) {
        this.text = text;
    }

    /** The word that {@link #next} found. */
    String word() {
        return word;
    }

    /** The kind of the next word. */
    Token next() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        int start = at;
        if (at == text.length()) {
            word = "";
            return Token.END;
        }
        Token token = find(text.charAt(at));
        word = text.substring(start, at);
        return token == Token.HOLDER ? keyword(word) : token;
    }

    private Token find(char first) {
        if (isDigit(first)) {
            return number();
        }
        if (isLetter(first)) {
            while (at < text.length() && isPartOfName(text.charAt(at))) {
                at++;
            }
            return Token.HOLDER;
        }
        if (first == '"' || first == '\'') {
            return string(first);
        }
        at++;
        char second = at < text.length() ? text.charAt(at) : 0;
        return switch (first) {
            case '(' -> Token.OPEN;
            case ')' -> Token.CLOSE;
            case '&' -> second == '&' ? two(Token.AND) : Token.INVALID;
            case '|' -> second == '|' ? two(Token.OR) : Token.INVALID;
            case '=' -> second == '=' ? two(Token.EQ) : second == '~' ? two(Token.MATCH) : Token.INVALID;
            case '!' -> second == '=' ? two(Token.NE) : second == '~' ? two(Token.NO_MATCH) : Token.NOT;
            case '<' -> second == '=' ? two(Token.LE) : Token.LT;
            case '>' -> second == '=' ? two(Token.GE) : Token.GT;
            default -> Token.INVALID;
        };
    }

    private Token two(Token token) {
        at++;
        return token;
    }

    private Token string(char quote) {
        int end = text.indexOf(quote, at + 1);
        int line = text.indexOf('\n', at + 1);
        if (end < 0 || line >= 0 && line < end) {
            at++;
            return Token.INVALID;
        }
        at = end + 1;
        return Token.STRING;
    }

    private Token number() {
        digits();
        if (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1))) {
            at++;
            digits();
            return Token.FLOAT;
        }
        if (at < text.length() && UNITS.indexOf(text.charAt(at)) >= 0) {
            at += text.startsWith("iB", at + 1) ? 3 : 1;
        }
        return Token.NUMBER;
    }

    private void digits() {
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
    }

    private static Token keyword(String word) {
        return switch (word) {
            case "and", "AND" -> Token.AND;
            case "or", "OR" -> Token.OR;
            case "not", "NOT" -> Token.NOT;
            case "eq", "EQ" -> Token.EQ;
            case "ne", "NE" -> Token.NE;
            case "lt", "LT" -> Token.LT;
            case "le", "LE" -> Token.LE;
            case "gt", "GT" -> Token.GT;
            case "ge", "GE" -> Token.GE;
            case "true", "TRUE" -> Token.TRUE;
            case "false", "FALSE" -> Token.FALSE;
            default -> Token.HOLDER;
        };
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isPartOfName(char c) {
        return isLetter(c) || isDigit(c) || "_.%:/-".indexOf(c) >= 0;
    }
}
