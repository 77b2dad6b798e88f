package dev.alcove.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The report as Markdown. */
final class Report {
    private final StringBuilder out = new StringBuilder();

    private Report() {}

    static String of(Results results, CommandRuns runs) throws IOException, InterruptedException {
        Report report = new Report();
        report.line("# Benchmarks");
        report.line("");
        report.line(
                "Written by `./bench`, which measures all of it anew, as root, in about ten minutes. Times are medians,");
        report.line(
                "with the first and third quartile. Every number depends on the machine; the ratios depend on it less.");
        report.line("");
        for (String line : Machine.description()) {
            report.line("- " + line);
        }
        report.ratios(results);
        report.line("");
        report.line("![The medians as bars](benchmarks.svg)");
        report.spawns(results);
        report.enters(results.enter());
        report.commands(results.commands(), runs);
        report.entering(results.entering());
        report.catalogue(results.catalogue());
        report.networks(results.networks());
        return report.out.toString();
    }

    private void ratios(Results results) {
        line("");
        line("## What Alcove promises");
        line("");
        line("| the time of | ratio | promised | |");
        line("| --- | ---: | ---: | --- |");
        for (Results.Ratio ratio : results.ratios()) {
            line(String.format(
                    Locale.ROOT,
                    "| %s | **%.2f** | ≤ %.2f | %s |",
                    ratio.what(),
                    ratio.value(),
                    ratio.limit(),
                    ratio.holds() ? "kept" : "**not kept**"));
        }
    }

    private void spawns(Results results) {
        line("");
        line("## A process from Java");
        line("");
        line(
                "Start `/bin/true`, wait for it, have its exit status; measured with JMH, each case in three JVMs of its own, taking");
        line("turns. The command is PID 1 of its namespace, as it is with util-linux, unless an init is mentioned.");
        line("");
        table("as root", results.root(), "processBuilder");
        line("");
        table("as an ordinary user", results.ordinary(), "processBuilder");
    }

    private void enters(Map<String, Samples> enter) {
        line("");
        line("## Into existing namespaces from Java");
        line("");
        line(
                "As root, into the net namespace of a process that sleeps, in one warm JVM, the cases taking turns. The socket is an");
        line(
                "open `DatagramChannel`, timed by who submits the task to a `NamespaceExecutor` and waits: with both hand-overs, to");
        line("the thread and back. The processes are waited for.");
        line("");
        table("case", enter, EnterRuns.NSENTER);
    }

    private void commands(Map<String, Samples> commands, CommandRuns runs) {
        line("");
        line("## Whole commands");
        line("");
        line("From before the process is made until it has been waited for; "
                + Objects.requireNonNull(commands.get(CommandRuns.TRUE)).count()
                + " rounds of one run each. The first three");
        line(
                "after `/bin/true` and `alcove unshare` do the same work: new pid, mnt, uts and ipc namespaces, an own /proc,");
        line(
                "`/bin/true` in them. The hello world is the JDK's `java` with default flags and an AOT cache from a training run.");
        line("");
        line(
                "The last three rows say where time goes. What `alcove --version` takes is the start of the JVM; what `alcove");
        line(
                "unshare -u` takes more, or less, is the plan and becoming it. A launcher that makes nothing new costs an exec,");
        line("one with `--fork` also a process and the wait for it; the rest of `alcove compile` is the namespaces.");
        line("");
        table("command", commands, CommandRuns.TRUE);
        line("");
        line("The command lines:");
        line("");
        line("```");
        for (String name : commands.keySet()) {
            String words = String.join(" ", runs.command(name))
                    .replaceAll("/\\S*/(launcher[-a-z]*|hello\\.\\w+|alcove|java)\\b", "$1");
            line(String.format(Locale.ROOT, "%-26s %s", name, words));
        }
        line("```");
    }

    private void entering(Map<String, Samples> entering) {
        line("");
        line("## Entering a namespace");
        line("");
        line(
                "`nsenter -t PID -n /bin/true`, with a network namespace that another process is in. Alcove's adds the start of a");
        line("JVM, which plans, to what util-linux's does: for a person at a terminal, not for a loop.");
        line("");
        table("command", entering, CommandRuns.TRUE);
    }

    private void catalogue(Map<String, Samples> catalogue) {
        line("");
        line("## All namespaces of a machine");
        line("");
        line(String.format(
                Locale.ROOT,
                "With %,d processes in %d namespaces on it, made for this, beside the machine's own. The catalogue gathers what lsns",
                Crowd.GROUPS * Crowd.PROCESSES,
                Crowd.GROUPS * Crowd.NAMESPACES));
        line(
                "gathers, parents and owners included; before util-linux 2.39, lsns looks neither at descriptors nor at sockets.");
        line("");
        table("list them", catalogue, CatalogueRuns.LSNS);
    }

    private void networks(Map<String, Samples> networks) {
        line("");
        line("## Networks");
        line("");
        line(
                "In mount and network namespaces of the benchmark's own. Alcove runs in one warm JVM, but where it says otherwise;");
        line("the loop was run a tenth as often and its time multiplied.");
        line("");
        table(
                "%,d names made and deleted".formatted(NetworkRuns.NAMES),
                of(
                        networks,
                        NetworkRuns.NAMES,
                        NetworkRuns.NAMES_ALCOVE,
                        NetworkRuns.NAMES_BATCH,
                        NetworkRuns.NAMES_LOOP),
                NetworkRuns.NAMES_BATCH);
        line("");
        line(
                "A star is a bridge, and for each host a network namespace with a name, a veth pair to the bridge, an address and a");
        line("default route.");
        for (int size : NetworkRuns.SIZES) {
            line("");
            table(
                    "%,d hosts".formatted(size),
                    of(
                            networks,
                            size,
                            NetworkRuns.STAR_ALCOVE,
                            NetworkRuns.STAR_COLD,
                            NetworkRuns.STAR_BATCH,
                            NetworkRuns.STAR_SCRIPT),
                    NetworkRuns.STAR_BATCH);
        }
        line("");
        line("![How cost grows with the number of hosts](benchmarks-networks.svg)");
    }

    /** Those of these cases that were measured, by their names. */
    private static Map<String, Samples> of(Map<String, Samples> all, int size, String... names) {
        Map<String, Samples> some = new LinkedHashMap<>();
        for (String name : names) {
            Samples samples = all.get(NetworkRuns.key(size, name));
            if (samples != null) {
                some.put(name, samples);
            }
        }
        return some;
    }

    private void table(String title, Map<String, Samples> rows, String reference) {
        double one = Objects.requireNonNull(rows.get(reference)).median();
        line("| " + title + " | median | quartiles | ratio |");
        line("| --- | ---: | ---: | ---: |");
        for (Samples row : rows.values()) {
            line(String.format(
                    Locale.ROOT,
                    "| %s | %.2f ms | %.2f – %.2f | %.2f |",
                    row.name(),
                    row.median() / 1e3,
                    row.quantile(0.25) / 1e3,
                    row.quantile(0.75) / 1e3,
                    row.median() / one));
        }
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
