package dev.alcove.cli.filter;

import java.util.List;

/**
 * Reads an expression from left to right. What compares binds closer than what joins, {@code !} as close as what compares;
 * of the same rank the left one comes first.
 */
final class Parser {
    /** What util-linux takes too; it also bounds how deep an expression can be nested. */
    private static final int MAX_LENGTH = 1024;

    private final Lexer lexer;
    private final boolean utf8;
    private final List<Node.Holder> holders;
    private Token token = Token.END;

    Parser(String text, boolean utf8, List<Node.Holder> holders) throws FilterException {
        if (text.length() > MAX_LENGTH) {
            throw new FilterException("longer than " + MAX_LENGTH + " bytes");
        }
        this.lexer = new Lexer(text);
        this.utf8 = utf8;
        this.holders = holders;
    }

    Node parse() throws FilterException {
        advance();
        Node node = joined();
        if (token != Token.END) {
            throw unexpected(", expecting end of file");
        }
        return node;
    }

    private Node joined() throws FilterException {
        Node left = compared();
        while (token.joins()) {
            boolean both = token == Token.AND;
            advance();
            left = new Node.Join(both, left, compared());
        }
        return left;
    }

    private Node compared() throws FilterException {
        Node left = negated();
        while (token.compares()) {
            Token operator = token;
            advance();
            Node right = negated();
            if (operator == Token.MATCH || operator == Token.NO_MATCH) {
                left = new Node.Match(operator == Token.MATCH, left, pattern(right), right);
            } else {
                left = new Node.Comparison(operator, left, right);
            }
        }
        return left;
    }

    private Ere pattern(Node right) throws FilterException {
        if (right instanceof Node.Literal literal && literal.type() == Type.STRING) {
            return Ere.compile(String.valueOf(literal.value.text), utf8);
        }
        throw new FilterException("what is right of =~ or !~ must be a string");
    }

    private Node negated() throws FilterException {
        if (token == Token.NOT) {
            advance();
            return new Node.Not(negated());
        }
        return operand();
    }

    private Node operand() throws FilterException {
        String word = lexer.word();
        Token kind = token;
        if (kind.compareTo(Token.OPEN) > 0) {
            throw unexpected("");
        }
        if (kind == Token.NUMBER) {
            Node number = new Node.Literal(Value.ofNumber(Size.parse(word)));
            advance();
            return number;
        }
        advance();
        return switch (kind) {
            case OPEN -> parenthesized();
            case FLOAT -> new Node.Literal(Value.ofFloat(Double.parseDouble(word)));
            case STRING -> new Node.Literal(Value.ofString(Value.plain(word)));
            case TRUE -> new Node.Literal(Value.ofTruth(true));
            case FALSE -> new Node.Literal(Value.ofTruth(false));
            default -> holder(word);
        };
    }

    private Node parenthesized() throws FilterException {
        Node inner = joined();
        if (token != Token.CLOSE) {
            throw unexpected("");
        }
        advance();
        return inner;
    }

    private Node holder(String name) {
        Node.Holder holder = new Node.Holder(name);
        holders.add(holder);
        return holder;
    }

    private void advance() {
        token = lexer.next();
    }

    private FilterException unexpected(String expecting) {
        String word = lexer.word();
        boolean unknown = token == Token.INVALID && !word.equals("'");
        return new FilterException("syntax error, unexpected " + (unknown ? "'" + word + "'" : token.text) + expecting);
    }
}
