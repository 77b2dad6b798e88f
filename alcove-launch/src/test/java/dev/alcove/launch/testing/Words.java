package dev.alcove.launch.testing;

import java.util.List;

/** Takes a list of arguments apart, as strace and explanations print them. */
final class Words {
    private Words() {}

    /**
     * Adds the arguments that start at {@code start}, without comments, to {@code arguments}; returns where the
     * parenthesis behind the last one is, -1 if there is none.
     */
    static int split(String line, int start, List<String> arguments) {
        StringBuilder argument = new StringBuilder();
        int depth = 0;
        boolean quoted = false;
        for (int i = start; i < line.length(); i++) {
            char c = line.charAt(i);
            if (!quoted && line.startsWith("/*", i)) {
                i = line.indexOf("*/", i) + 1;
                continue;
            }
            if (!quoted && depth == 0 && (c == ')' || c == ',')) {
                if (c == ',' || !argument.toString().isBlank()) {
                    arguments.add(argument.toString().strip());
                }
                argument.setLength(0);
                if (c == ')') {
                    return i;
                }
                continue;
            }
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted) {
                depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            }
            argument.append(c);
            if (c == '\\' && quoted) {
                argument.append(line.charAt(++i));
            }
        }
        return -1;
    }
}
