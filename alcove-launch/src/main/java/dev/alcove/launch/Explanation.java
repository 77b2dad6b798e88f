package dev.alcove.launch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program in words: every step as strace would print it, and what its failure would mean. As text for a person, or as
 * JSON for a program:
 *
 * <pre>{@code
 * {"program": "unshare", "steps": [
 *   {"step": 1, "kind": "call", "text": "unshare(CLONE_NEWNS)", "name": "unshare", "arguments": ["CLONE_NEWNS"],
 *    "failure": {"attempt": "unshare failed", "exitStatus": 1, "remedies": [{"errno": 1, "text": "..."}]}}]}
 * }</pre>
 */
public final class Explanation {
    private static final int TEXT_WIDTH = 72;

    private final Program program;

    public Explanation(Program program) {
        this.program = program;
    }

    /** A line for each step, what a failure means behind it. */
    public String text() {
        StringBuilder out = new StringBuilder();
        List<Step> steps = program.rawSteps();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step instanceof Step.Bind bind) {
                out.append(bind.label()).append(":\n");
                continue;
            }
            int start = out.length();
            out.append("    ").append(describe(step));
            Failure failure = Program.failureOf(step);
            if (failure != null) {
                out.repeat(' ', Math.max(2, TEXT_WIDTH - (out.length() - start)));
                out.append("# else: ")
                        .append(failure.attempt())
                        .append(", exit ")
                        .append(failure.exitStatus());
            }
            out.append('\n');
        }
        return out.toString();
    }

    /** One JSON object, in ASCII: other chars are escaped, each by itself, and a byte of a path is a char below U+0100. */
    public String json() {
        StringBuilder out = new StringBuilder("{\"program\": ");
        string(out, program.name());
        out.append(", \"steps\": [");
        List<Step> steps = program.rawSteps();
        for (int i = 0; i < steps.size(); i++) {
            out.append(i == 0 ? "\n  " : ",\n  ");
            json(out, i + 1, steps.get(i));
        }
        return out.append("\n]}\n").toString();
    }

    /** One step, as in {@link #text}. */
    static String describe(Step step) {
        StringBuilder out = new StringBuilder();
        if (step instanceof Step.Call call) {
            describeCall(out, call);
        } else if (step instanceof Step.Bind bind) {
            out.append(bind.label()).append(':');
        } else if (step instanceof Step.Jump jump) {
            out.append("goto ").append(jump.target());
            Step.Test test = jump.test();
            if (test != null) {
                out.append(" if ")
                        .append(test.left())
                        .append(' ')
                        .append(test.comparison().sign())
                        .append(' ');
                operand(out, test.right());
            }
        } else if (step instanceof Step.Fork fork) {
            out.append(fork.pid()).append(" = clone(child_stack=NULL, flags=");
            out.append(flags(fork)).append("), the child at ").append(fork.child());
        } else if (step instanceof Step.Wait wait) {
            out.append("wait4(")
                    .append(wait.pid())
                    .append(", [")
                    .append(wait.status())
                    .append("], 0, NULL)");
        } else if (step instanceof Step.Exit exit) {
            operand(out.append("exit_group("), exit.status());
            out.append(')');
        } else if (step instanceof Step.Fail fail) {
            out.append("fail with ").append(fail.errno());
        } else {
            describeArithmetic(out, step);
        }
        return out.toString();
    }

    private static void describeCall(StringBuilder out, Step.Call call) {
        Slot result = call.result();
        if (result != null) {
            out.append(result).append(" = ");
        }
        out.append(call.syscall().callName()).append('(');
        List<Arg> arguments = call.arguments();
        for (int i = 0; i < arguments.size(); i++) {
            arguments.get(i).render(out.append(i == 0 ? "" : ", "));
        }
        out.append(')');
    }

    private static void describeArithmetic(StringBuilder out, Step step) {
        if (step instanceof Step.Compute compute) {
            operand(out.append(compute.target()).append(" = "), compute.left());
            operand(out.append(' ').append(compute.operator().sign()).append(' '), compute.right());
        } else if (step instanceof Step.Load load) {
            operand(out.append(load.target()).append(" = memory["), load.address());
            out.append(']');
        } else if (step instanceof Step.Store store) {
            operand(out.append("memory["), store.address());
            operand(out.append("] = "), store.value());
        }
    }

    private static String flags(Step.Fork fork) {
        String names = Arg.Family.CLONE.names().render(fork.flags());
        return fork.flags() == 0 ? "SIGCHLD" : names + "|SIGCHLD";
    }

    private static void operand(StringBuilder out, Operand operand) {
        if (operand instanceof Operand.Constant constant) {
            out.append(constant.value());
        } else if (operand instanceof Slot slot) {
            out.append(slot);
        } else if (operand instanceof Operand.SlotAddress address) {
            out.append('&').append(address.slot());
        } else if (operand instanceof Operand.Pointer pointer) {
            out.append("data").append(pointer.data().index()).append('+').append(pointer.offset());
        }
    }

    private static void json(StringBuilder out, int number, Step step) {
        out.append("{\"step\": ")
                .append(number)
                .append(", \"kind\": \"")
                .append(kind(step))
                .append("\", \"text\": ");
        string(out, describe(step));
        if (step instanceof Step.Call call) {
            out.append(", \"name\": \"").append(call.syscall().callName()).append("\", \"arguments\": ");
            List<String> arguments = new ArrayList<>();
            for (Arg argument : call.arguments()) {
                StringBuilder text = new StringBuilder();
                argument.render(text);
                arguments.add(text.toString());
            }
            strings(out, arguments);
        }
        failure(out, Program.failureOf(step));
        out.append('}');
    }

    private static String kind(Step step) {
        return step instanceof Step.Bind
                ? "label"
                : step.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }

    private static void failure(StringBuilder out, @Nullable Failure failure) {
        if (failure == null) {
            return;
        }
        string(out.append(", \"failure\": {\"attempt\": "), failure.attempt());
        out.append(", \"exitStatus\": ").append(failure.exitStatus()).append(", \"remedies\": [");
        List<Remedy> remedies = failure.remedies();
        for (int i = 0; i < remedies.size(); i++) {
            Remedy remedy = remedies.get(i);
            out.append(i == 0 ? "" : ", ").append("{\"errno\": ").append(remedy.errno());
            String file = remedy.file();
            String contents = remedy.contents();
            if (file != null) {
                string(out.append(", \"file\": "), file);
            }
            if (contents != null) {
                string(out.append(", \"contents\": "), contents);
            }
            string(out.append(", \"text\": "), remedy.text());
            out.append('}');
        }
        out.append("]}");
    }

    private static void strings(StringBuilder out, List<String> values) {
        out.append('[');
        for (int i = 0; i < values.size(); i++) {
            string(out.append(i == 0 ? "" : ", "), values.get(i));
        }
        out.append(']');
    }

    private static void string(StringBuilder out, String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c >= 0x7f) {
                out.append("\\u").append(Integer.toHexString(c | 0x10000).substring(1));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
