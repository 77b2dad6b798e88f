package dev.alcove.cli.ip;

/** Patterns of file names, as fnmatch(3) has them: {@code *}, {@code ?}, {@code [a-z]}, {@code [!a]}, a backslash. */
final class Glob {
    private Glob() {}

    static boolean matches(String pattern, String text) {
        return matches(pattern, 0, text, 0);
    }

    private static boolean matches(String pattern, int from, String text, int start) {
        int at = from;
        int next = start;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == '*') {
                return matchesRest(pattern, at + 1, text, next);
            }
            if (next == text.length()) {
                return false;
            }
            int end = c == '[' ? classEnd(pattern, at) : -1;
            if (end > 0) {
                if (!isInClass(pattern, at + 1, end, text.charAt(next))) {
                    return false;
                }
                at = end;
            } else if (c != '?') {
                at += c == '\\' && at + 1 < pattern.length() ? 1 : 0;
                if (pattern.charAt(at) != text.charAt(next)) {
                    return false;
                }
            }
            at++;
            next++;
        }
        return next == text.length();
    }

    private static boolean matchesRest(String pattern, int from, String text, int start) {
        for (int next = start; next <= text.length(); next++) {
            if (matches(pattern, from, text, next)) {
                return true;
            }
        }
        return false;
    }

    /** Where the bracket is that ends a class; negative if there is none. One that is first stands for itself. */
    private static int classEnd(String pattern, int open) {
        int first = open + 1;
        if (first < pattern.length() && (pattern.charAt(first) == '!' || pattern.charAt(first) == '^')) {
            first++;
        }
        return pattern.indexOf(']', first + 1);
    }

    private static boolean isInClass(String pattern, int from, int end, char c) {
        boolean without = pattern.charAt(from) == '!' || pattern.charAt(from) == '^';
        boolean found = false;
        int at = without ? from + 1 : from;
        while (at < end) {
            boolean range = at + 2 < end && pattern.charAt(at + 1) == '-';
            char last = pattern.charAt(range ? at + 2 : at);
            found |= c >= pattern.charAt(at) && c <= last;
            at += range ? 3 : 1;
        }
        return found != without;
    }
}
