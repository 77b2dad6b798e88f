package dev.alcove.launch.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A line of an explanation, read back. */
sealed interface Line {
    String SLOT = "<[^<>]+>";
    Pattern ASSIGNMENT = Pattern.compile("(" + SLOT + ") = (.*)");
    Pattern CALL = Pattern.compile("([a-z_0-9]+)\\(.*");
    Pattern JUMP = Pattern.compile("goto (.*?)(?: if (" + SLOT + ") (==|!=|<|>=) (.*))?");
    Pattern ARITHMETIC = Pattern.compile("(\\S+|" + SLOT + ") ([-+&*]|<<|>>) (.*)");
    String CHILD = ", the child at ";
    String ELSE = "# else: ";

    record Bind(String label) implements Line {}

    /** A call, whose failure ends the program or not, and whose result a slot keeps or not. */
    record Call(
            String name, List<String> arguments, @Nullable String result, boolean mayFail) implements Line {}

    record Fork(String pid, List<String> arguments, String child) implements Line {}

    record Jump(
            String target,
            @Nullable String left,
            @Nullable String comparison,
            @Nullable String right) implements Line {}

    /** {@code operator} is empty where the value is nothing that an explanation tells. */
    record Compute(String target, String left, String operator, String right) implements Line {}

    record Store() implements Line {}

    record Fail() implements Line {}

    static List<Line> read(String explanation) {
        List<Line> lines = new ArrayList<>();
        for (String line : explanation.lines().toList()) {
            lines.add(line.startsWith(" ") ? step(line) : new Bind(line.substring(0, line.length() - 1)));
        }
        return lines;
    }

    private static Line step(String line) {
        int otherwise = line.lastIndexOf("  " + ELSE);
        String text = (otherwise < 0 ? line : line.substring(0, otherwise)).strip();
        Matcher jump = JUMP.matcher(text);
        if (jump.matches()) {
            return new Jump(jump.group(1), jump.group(2), jump.group(3), jump.group(4));
        }
        if (text.startsWith("fail with ")) {
            return new Fail();
        }
        if (text.startsWith("memory[")) {
            return new Store();
        }
        Matcher assignment = ASSIGNMENT.matcher(text);
        @Nullable String target = assignment.matches() ? assignment.group(1) : null;
        String value = assignment.matches() ? assignment.group(2) : text;
        Matcher call = CALL.matcher(value);
        if (call.matches()) {
            return call(value, call.group(1), target, otherwise >= 0);
        }
        if (target == null) {
            throw new IllegalArgumentException("not a line of an explanation: " + line);
        }
        Matcher arithmetic = ARITHMETIC.matcher(value);
        return arithmetic.matches()
                ? new Compute(target, arithmetic.group(1), arithmetic.group(2), arithmetic.group(3))
                : new Compute(target, "", "", "");
    }

    private static Line call(String text, String name, @Nullable String target, boolean ends) {
        List<String> arguments = new ArrayList<>();
        int end = Words.split(text, name.length() + 1, arguments);
        if (end < 0) {
            throw new IllegalArgumentException("no end: " + text);
        }
        int child = text.indexOf(CHILD, end);
        if (child >= 0 && target != null) {
            return new Fork(target, arguments, text.substring(child + CHILD.length()));
        }
        return new Call(name, arguments, target, !ends);
    }
}
