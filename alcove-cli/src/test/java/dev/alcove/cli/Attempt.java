package dev.alcove.cli;

import java.util.List;
import java.util.regex.Pattern;

/**
 * An attempt to get out of a container, or to get at what is outside.
 *
 * @param name what is tried
 * @param options of {@code alcove run}
 * @param refusal what the script prints, on either stream, where it is refused: a regular expression that must be found
 * @param script what the container's shell runs; empty where {@code options} already are the attempt. It must not print {@code ESCAPED},
 *     which is what a step prints that should have failed
 */
record Attempt(String name, List<String> options, String refusal, String script) {
    /** How the kernel refuses. */
    static final String DENIED =
            "(?i:Operation not permitted|Permission denied|Read-only file system|must be superuser)";

    /** What a script has at hand: {@code sys NUMBER ARGUMENT...} makes a system call, {@code must_fail COMMAND...} tells of a success. */
    private static final String PRELUDE = """
            sys() {
                perl -e '
                    my @arguments = map {
                        /^0x/ ? hex($_) : /^-?\\d+$/ ? $_ + 0 : /^@(\\d+)$/ ? "\\0" x $1 : "$_\\0"
                    } @ARGV;
                    my $result = syscall(shift @arguments, @arguments);
                    if ($result == -1) { print STDERR "$!\\n"; exit 1 }
                    print "result $result\\n"' -- "$@"
            }
            must_fail() {
                if "$@"; then
                    echo "ESCAPED by: $*"
                fi
            }
            """;

    static Attempt of(String name, String script) {
        return new Attempt(name, List.of(), DENIED, script);
    }

    static Attempt of(String name, String refusal, String script) {
        return new Attempt(name, List.of(), refusal, script);
    }

    /** One system call, which is refused. */
    static Attempt call(String name, String call) {
        return of(name, DENIED, "must_fail sys " + call);
    }

    Attempt with(String... more) {
        return new Attempt(name, List.of(more), refusal, script);
    }

    /** A script that makes all these attempts, each in a shell of its own, and prints a line of {@code =} and the number before each. */
    static String script(List<Attempt> attempts) {
        StringBuilder all = new StringBuilder(PRELUDE).append("exec 2>&1\n");
        for (int i = 0; i < attempts.size(); i++) {
            all.append("echo '=")
                    .append(i)
                    .append("'\n(\n")
                    .append(attempts.get(i).script)
                    .append("\n)\n");
        }
        return all.toString();
    }

    /** What that script printed, by attempt; null for one that it did not come to. */
    static String[] outputs(List<Attempt> attempts, String printed) {
        String[] outputs = new String[attempts.size()];
        if (!printed.contains("=0\n")
                && outputs.length == 1
                && !attempts.get(0).options.isEmpty()) {
            outputs[0] = printed; // it was refused as a whole
            return outputs;
        }
        for (int i = 0; i < outputs.length; i++) {
            int start = printed.indexOf("=" + i + "\n");
            int end = printed.indexOf("\n=" + (i + 1) + "\n");
            if (start >= 0) {
                outputs[i] = printed.substring(
                        start + ("=" + i + "\n").length(),
                        end < 0 ? printed.length() : Math.max(end + 1, start + ("=" + i + "\n").length()));
            }
        }
        return outputs;
    }

    /** Fails unless it was refused, in the way that was expected. */
    void check(String printed) {
        if (printed.contains("ESCAPED")) {
            throw new AssertionError(name + " succeeded: " + printed);
        }
        if (!Pattern.compile(refusal, Pattern.MULTILINE).matcher(printed).find()) {
            throw new AssertionError(name + " was not refused as expected (" + refusal + ") but: " + printed);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
