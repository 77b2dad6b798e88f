package dev.alcove.cli.filter;

import org.jspecify.annotations.Nullable;

/** A part of an expression. */
abstract class Node {
    /** What it is when it stands alone. */
    abstract boolean test(Row row) throws FilterException;

    /** What it is when it is compared. */
    abstract Value value(Row row) throws FilterException;

    abstract Type type();

    /** The name of a column. */
    static final class Holder extends Node {
        final String name;
        private int column = -1;
        private Type type = Type.STRING;

        Holder(String name) {
            this.name = name;
        }

        void bind(int toColumn, Type itsType) {
            column = toColumn;
            type = itsType;
        }

        @Override
        boolean test(Row row) throws FilterException {
            return value(row).isTrue();
        }

        @Override
        Value value(Row row) throws FilterException {
            return Value.ofCell(row.cell(column)).fetched(type);
        }

        @Override
        Type type() {
            return type;
        }
    }

    /** A number, a string, {@code true} or {@code false}. */
    static final class Literal extends Node {
        final Value value;

        Literal(Value value) {
            this.value = value;
        }

        @Override
        boolean test(Row row) {
            return value.isTrue();
        }

        @Override
        Value value(Row row) {
            return value;
        }

        @Override
        Type type() {
            return value.type;
        }
    }

    /** What is true or false: it is a boolean where it is compared. */
    abstract static class Condition extends Node {
        @Override
        final Value value(Row row) throws FilterException {
            return Value.ofTruth(test(row));
        }

        @Override
        final Type type() {
            return Type.BOOLEAN;
        }
    }

    /** {@code and}, {@code or}. */
    static final class Join extends Condition {
        private final boolean both;
        private final Node left;
        private final Node right;

        Join(boolean both, Node left, Node right) {
            this.both = both;
            this.left = left;
            this.right = right;
        }

        @Override
        boolean test(Row row) throws FilterException {
            return left.test(row) == both ? right.test(row) : !both;
        }
    }

    /** {@code not}. */
    static final class Not extends Condition {
        private final Node node;

        Not(Node node) {
            this.node = node;
        }

        @Override
        boolean test(Row row) throws FilterException {
            return !node.test(row);
        }
    }

    /** {@code == != < <= > >=}. */
    static final class Comparison extends Condition {
        private final Token operator;
        private final Node left;
        private final Node right;

        Comparison(Token operator, Node left, Node right) {
            this.operator = operator;
            this.left = left;
            this.right = right;
        }

        @Override
        boolean test(Row row) throws FilterException {
            Type type = common(left, right);
            Value a = left.value(row).cast(type);
            Value b = right.value(row).cast(type);
            if (type != Type.STRING && (a.empty || b.empty)) {
                return false;
            }
            int order = a.compareTo(b);
            return switch (operator) {
                case EQ -> order == 0;
                case NE -> order != 0;
                case LT -> order < 0;
                case LE -> order <= 0;
                case GT -> order > 0;
                default -> order >= 0;
            };
        }
    }

    /** {@code =~ !~}. */
    static final class Match extends Condition {
        private final boolean positive;
        private final Node left;
        private final Ere pattern;
        private final Node right;

        Match(boolean positive, Node left, Ere pattern, Node right) {
            this.positive = positive;
            this.left = left;
            this.pattern = pattern;
            this.right = right;
        }

        @Override
        boolean test(Row row) throws FilterException {
            if (common(left, right) != Type.STRING) {
                throw Value.invalid();
            }
            @Nullable String text = left.value(row).cast(Type.STRING).text;
            return pattern.matches(text == null ? "" : text) == positive;
        }
    }

    /** As what two nodes are compared: as what the one is that is no column; as floats if one is a float. */
    private static Type common(Node left, Node right) {
        boolean preferRight = left instanceof Holder && !(right instanceof Holder);
        Type type = preferRight ? right.type() : left.type();
        boolean real = left.type() == Type.FLOAT || right.type() == Type.FLOAT;
        return type == Type.NUMBER && real ? Type.FLOAT : type;
    }
}
