package dev.alcove.cli;

import dev.alcove.cli.Manual.Entry;
import dev.alcove.cli.Manual.Paragraph;
import dev.alcove.cli.Manual.Term;
import java.util.ArrayList;
import java.util.List;

/**
 * Where {@code nsenter} deliberately does not do what nsenter(1) of util-linux 2.43 does: the one list of it. Anything else is
 * a bug.
 */
final class NsenterDifferences {
    private NsenterDifferences() {}

    static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Paragraph("Alcove does otherwise, on purpose, in these cases:"));
        add(
                entries,
                "Signals",
                "that are sent to the process that waits for a child reach the child: SIGHUP, SIGINT, SIGQUIT, SIGUSR1,"
                        + " SIGUSR2 and SIGTERM. They end only the waiting process of util-linux.");
        add(
                entries,
                "--wdns",
                "needs its argument, attached or as the next word. In util-linux it must be attached, although the help"
                        + " text says otherwise, and without it the option does nothing.");
        add(
                entries,
                "Arguments",
                "are all checked before anything is opened, so that of two errors another may be told. An option that"
                        + " names a file opens it once, however often it is given: the last counts.");
        add(entries, "--all without --target", "is told as that: no target PID is specified.");
        add(
                entries,
                "Numbers",
                "beyond 32 bits are refused for `--setuid` and `--setgid`, they do not wrap around; so are negative"
                        + " descriptors for `--net-socket`, which util-linux ignores.");
        add(
                entries,
                "--net-socket",
                "fails with messages that have the target's PID and descriptor in them, not numbers of nsenter's own"
                        + " descriptors.");
        add(
                entries,
                "--follow-context",
                "is refused where SELinux is not active. Some builds of util-linux lack the option, others ignore it"
                        + " then.");
        add(
                entries,
                "--env",
                "leaves out what is not NAME=VALUE. The environment, the cgroup and the SELinux label of the target are"
                        + " read before the namespaces are entered.");
        add(
                entries,
                "Without PROGRAM and SHELL",
                "the shell is that of the target's /etc/passwd, read before its namespaces are entered.");
        add(
                entries,
                "SIGCHLD",
                "has its default action in PROGRAM, also where it was ignored before and there is no fork.");
        add(
                entries,
                "Descriptors",
                "that nsenter opens are never left open in PROGRAM; util-linux leaves those of `--join-cgroup`.");
        add(
                entries,
                "Messages",
                "are those of util-linux, in English; a line that says what helps may follow. Those that getopt_long(3)"
                        + " prints start with the plain name of the command.");
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
