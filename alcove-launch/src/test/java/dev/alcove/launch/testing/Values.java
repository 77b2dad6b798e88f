package dev.alcove.launch.testing;

import dev.alcove.linux.Capability;
import dev.alcove.linux.Errno;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the slots hold, as far as the trace tells; never changed. */
record Values(Map<String, Long> known) {
    static final Values NONE = new Values(Map.of());

    private static final Pattern SLOT = Pattern.compile(Line.SLOT);
    private static final Pattern WRITTEN = Pattern.compile("\\[" + Line.SLOT + "(, " + Line.SLOT + ")*]");
    private static final Pattern FREE = Pattern.compile("[a-z]+( [a-z]+)*");
    private static final Pattern FLAGS = Pattern.compile("[A-Z_0-9a-fx]+(\\|[A-Z_0-9a-fx]+)+");
    private static final List<String> SIGNALS = List.of(
            "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
            "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
            "WINCH", "IO", "PWR", "SYS");

    /** With {@code slot} holding what a call returned, or something unknown. */
    Values with(@Nullable String slot, @Nullable Long value) {
        if (slot == null) {
            return this;
        }
        Map<String, Long> changed = new HashMap<>(known);
        if (value == null) {
            changed.remove(slot);
        } else {
            changed.put(slot, value);
        }
        return new Values(changed);
    }

    /** With nothing known of the slots whose addresses a call got. */
    Values withoutWritten(List<String> arguments) {
        Values rest = this;
        for (String argument : arguments) {
            Matcher slots = SLOT.matcher(argument);
            while (argument.startsWith("[") && slots.find()) {
                rest = rest.with(slots.group(), null);
            }
        }
        return rest;
    }

    /** What an operand is, null if that is not known. */
    @Nullable Long of(@Nullable String operand) {
        if (operand == null) {
            return null;
        }
        return operand.matches("-?\\d+") ? Long.valueOf(operand) : known.get(operand);
    }

    /** What {@code left operator right} is, null if that is not known. */
    @Nullable Long compute(Line.Compute step) {
        Long left = of(step.left());
        Long right = of(step.right());
        if (left == null || right == null) {
            return null;
        }
        return switch (step.operator()) {
            case "+" -> left + right;
            case "-" -> left - right;
            case "&" -> left & right;
            case "*" -> left * right;
            case "<<" -> left << right;
            case ">>" -> left >>> right;
            default -> null;
        };
    }

    /** Whether the jump happens, null if that is not known. */
    @Nullable Boolean holds(Line.Jump jump) {
        Long left = of(jump.left());
        Long right = of(jump.right());
        if (jump.comparison() == null) {
            return true;
        }
        if (left == null || right == null) {
            return null;
        }
        long order = Long.compare(left, right);
        return switch (jump.comparison()) {
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            default -> order >= 0;
        };
    }

    /** The number that a call returned, null if strace could not tell. */
    static @Nullable Long returned(Trace.Call call) {
        String result = call.result();
        if (result.matches("-E[A-Z0-9]+")) {
            return -(long) Errno.valueOf(result.substring(1)).number();
        }
        if (result.startsWith("0x")) {
            return Long.parseUnsignedLong(result.substring(2), 16);
        }
        return result.matches("\\d+") ? Long.valueOf(result) : null;
    }

    /** Whether the call has the arguments that were explained. */
    boolean fit(List<String> explained, List<String> seen) {
        if (explained.size() != seen.size()) {
            return false;
        }
        for (int i = 0; i < seen.size(); i++) {
            if (!fits(explained.get(i), seen.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean fits(String explained, String seen) {
        if (explained.equals(seen) || FREE.matcher(explained).matches()) {
            return true; // words without quotes stand for what only the run can tell
        }
        if (explained.startsWith("\"") && explained.contains("\"|\"")) {
            return Set.of(explained.replace("\"|\"", "\"\n\"").split("\n", -1)).contains(seen);
        }
        if (FLAGS.matcher(explained).matches()) {
            return new HashSet<>(List.of(explained.split("\\|", -1)))
                    .equals(new HashSet<>(List.of(seen.split("\\|", -1))));
        }
        if (SLOT.matcher(explained).matches()) {
            Long value = known.get(explained);
            return value == null || value.equals(number(seen));
        }
        if (WRITTEN.matcher(explained).matches() && seen.startsWith("0x")) {
            return true; // where nothing was written, strace prints the address
        }
        return SLOT.matcher(explained).find()
                && withSlots(explained).matcher(seen).matches();
    }

    /** A pattern for a text with slots in it, each of which may be anything. */
    private static Pattern withSlots(String explained) {
        StringBuilder pattern = new StringBuilder();
        Matcher slots = SLOT.matcher(explained);
        int end = 0;
        while (slots.find()) {
            pattern.append(Pattern.quote(explained.substring(end, slots.start())))
                    .append(".*");
            end = slots.end();
        }
        return Pattern.compile(pattern + Pattern.quote(explained.substring(end)), Pattern.DOTALL);
    }

    private static @Nullable Long number(String seen) {
        if (seen.startsWith("SIG") && SIGNALS.contains(seen.substring(3))) {
            return SIGNALS.indexOf(seen.substring(3)) + 1L;
        }
        if (seen.startsWith("CAP_")) {
            return (long) Capability.valueOf(seen).number();
        }
        if (seen.startsWith("0x")) {
            return Long.parseUnsignedLong(seen.substring(2), 16);
        }
        return seen.matches("-?\\d+") ? Long.valueOf(seen) : null;
    }
}
