package dev.alcove.cli.filter;

/** The kinds of words in an expression; how messages call them. */
enum Token {
    NUMBER("NUMBER"),
    FLOAT("FLOAT"),
    HOLDER("HOLDER"),
    STRING("STRING"),
    TRUE("TRUE"),
    FALSE("FALSE"),
    OPEN("'('"),
    CLOSE("')'"),
    AND("AND"),
    OR("OR"),
    NOT("NEG"),
    EQ("EQ"),
    NE("NE"),
    LT("LT"),
    LE("LE"),
    GT("GT"),
    GE("GE"),
    MATCH("REG"),
    NO_MATCH("NREG"),
    INVALID("invalid token"),
    END("end of file");

    final String text;

    Token(String text) {
        this.text = text;
    }

    boolean compares() {
        return compareTo(EQ) >= 0 && compareTo(NO_MATCH) <= 0;
    }

    boolean joins() {
        return this == AND || this == OR;
    }
}
