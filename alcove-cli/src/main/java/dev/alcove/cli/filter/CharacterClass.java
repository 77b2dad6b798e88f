package dev.alcove.cli.filter;

import java.util.Arrays;

/** A set of characters: of single ones, ranges and classes such as {@code [:alpha:]}; or all others. */
final class CharacterClass {
    /** The names of the classes, as brackets have them. */
    private static final String[] NAMES = {
        "alpha", "digit", "alnum", "upper", "lower", "space", "blank", "punct", "print", "graph", "cntrl", "xdigit"
    };

    private int[] ranges = new int[8];
    private int count;
    private int classes;
    private boolean negated;

    /** Those between two characters, which belong to it. */
    CharacterClass range(int first, int last) {
        if (count == ranges.length) {
            ranges = Arrays.copyOf(ranges, 2 * count);
        }
        ranges[count++] = first;
        ranges[count++] = last;
        return this;
    }

    /** The members of a class; gives false if there is none of that name. */
    boolean named(String name) {
        for (int i = 0; i < NAMES.length; i++) {
            if (NAMES[i].equals(name)) {
                classes |= 1 << i;
                return true;
            }
        }
        return false;
    }

    /** Makes it the set of all others. */
    CharacterClass negate() {
        negated = true;
        return this;
    }

    /** Whether a character is in the set. A byte that is no character, a negative number, is in none but its own. */
    boolean contains(int character) {
        for (int i = 0; i < count; i += 2) {
            if (character >= ranges[i] && character <= ranges[i + 1]) {
                return !negated;
            }
        }
        for (int i = 0; i < NAMES.length; i++) {
            if ((classes & 1 << i) != 0 && isOf(NAMES[i], character)) {
                return !negated;
            }
        }
        return negated && character >= 0;
    }

    /** Whether a character is part of a word: a letter, a digit or an underscore. */
    static boolean isWord(int character) {
        return character == '_' || isOf("alnum", character);
    }

    private static boolean isOf(String name, int character) {
        if (character < 0) {
            return false;
        }
        return switch (name) {
            case "alpha" -> Character.isLetter(character);
            case "digit" -> isDigit(character);
            case "alnum" -> Character.isLetter(character) || isDigit(character);
            case "upper" -> Character.isUpperCase(character);
            case "lower" -> Character.isLowerCase(character);
            case "space" -> character == ' ' || character >= '\t' && character <= '\r' || isWideSpace(character);
            case "blank" -> character == ' ' || character == '\t' || isWideSpace(character);
            case "cntrl" -> Character.isISOControl(character);
            case "xdigit" -> isDigit(character) || (character | 0x20) >= 'a' && (character | 0x20) <= 'f';
            case "print" -> isPrintable(character);
            case "graph" -> isPrintable(character) && character != ' ' && !isWideSpace(character);
            default -> isPunctuation(character);
        };
    }

    private static boolean isPunctuation(int character) {
        return isOf("graph", character) && !isOf("alnum", character);
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isWideSpace(int character) {
        return character > 0x7f && Character.isWhitespace(character);
    }

    private static boolean isPrintable(int character) {
        return Character.isDefined(character) && !Character.isISOControl(character);
    }
}
