package dev.alcove.cli;

import dev.alcove.cli.Manual.Entry;
import dev.alcove.cli.Manual.Paragraph;
import dev.alcove.cli.Manual.Term;
import java.util.ArrayList;
import java.util.List;

/**
 * Where {@code unshare} deliberately does not do what unshare(1) of util-linux 2.43 does: the one list of it. Anything
 * else is a bug.
 */
final class UnshareDifferences {
    private UnshareDifferences() {}

    static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Paragraph("Alcove does otherwise, on purpose, in these cases:"));
        add(
                entries,
                "Ids beyond 32 bits",
                "are refused: `--setuid`, `--setgid`, `--owner` and ranges do not wrap around. Nor is 4294967295, which"
                        + " means no id, an owner.");
        add(entries, "Signs and blanks", "are refused in ranges and in `--owner`.");
        add(
                entries,
                "/etc/subuid and /etc/subgid",
                "are searched for the user's name or user id, and for nothing else: a line that starts with no number is"
                        + " not root's. Lines that are no range are skipped. A user without a line in /etc/passwd is"
                        + " found by user id.");
        add(entries, "--whitelist-env", "clears the environment even if none of its variables is set.");
        add(
                entries,
                "--kill-child with --setuid or --setgid",
                "asks the kernel for the signal again after the change of ids, with which it forgets it.");
        add(entries, "--map-auto", "never maps an id beyond the end of the caller's block.");
        add(
                entries,
                "--setgroups=allow with --map-group",
                "and option arguments that contradict each other are refused before anything has been changed.");
        add(
                entries,
                "Accounts",
                "are looked up in /etc/passwd and /etc/group, not in what nsswitch.conf(5) adds to them.");
        add(
                entries,
                "Messages",
                "are those of util-linux, in English; a line that says what helps may follow. Those that getopt_long(3)"
                        + " prints start with the plain name of the command.");
        add(
                entries,
                "Failures",
                "leave no helper process behind, and PROGRAM does not run if a namespace could not be bound to its FILE.");
        add(
                entries,
                "Before PROGRAM runs",
                "a JVM makes the plan: it needs /proc, some 100 MiB of address space, a few threads and descriptors. The"
                        + " variables JAVA_TOOL_OPTIONS, JDK_JAVA_OPTIONS and _JAVA_OPTIONS are not for it but for PROGRAM;"
                        + " ALCOVE_JAVA_OPTIONS is.");
        add(entries, "--help and --version", "print texts of Alcove's own.");
        add(
                entries,
                "More options",
                "An abbreviation means one of Alcove's own options only if it means none of util-linux's.");
        return entries;
    }

    private static void add(List<Entry> entries, String term, String text) {
        entries.add(new Term(term, text));
    }
}
