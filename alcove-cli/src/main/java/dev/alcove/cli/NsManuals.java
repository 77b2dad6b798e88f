package dev.alcove.cli;

import dev.alcove.cli.Manual.Example;
import dev.alcove.cli.Manual.Paragraph;
import dev.alcove.cli.Manual.Section;
import dev.alcove.cli.Manual.Term;
import java.util.ArrayList;
import java.util.List;

/** The prose of the manual about {@code ns} and its commands. */
final class NsManuals {
    private static final NsCommand NS = new NsCommand();

    private NsManuals() {}

    /** The page of {@code ns}, then one for each of its commands. */
    static List<Manual> all() {
        List<Manual> manuals = new ArrayList<>();
        manuals.add(ns());
        manuals.add(
                page(
                        "add",
                        "Makes new namespaces and keeps them under NAME, until they are deleted or the machine ends. NAME is any"
                                + " name that a file can have. The options are those of `alcove unshare` that are about namespaces.",
                        "As root the namespaces are bound to files, and no process stays. A PID namespace needs a first process:"
                                + " Alcove's init, which reaps. Where an ordinary user keeps namespaces, a process holds all of them."));
        manuals.add(page("list", "Lists what you keep, and what ip netns keeps."));
        manuals.add(page(
                "show",
                "Shows the inode, owner and file of each namespace, the maps of a user namespace as far as a process in it"
                        + " tells them, and every process that is in one of the namespaces."));
        manuals.add(page(
                "exec",
                "Enters all namespaces of the set as alcove-nsenter(1) does, and becomes PROGRAM; the process keeps its PID"
                        + " unless there is a PID namespace. Where your user id is mapped in the user namespace of the set you"
                        + " keep it, otherwise you become user 0 there."));
        manuals.add(page(
                "delete",
                "Deletes sets of namespaces. If one of the names is not there, none is deleted. The process that holds a set"
                        + " is killed, and with the init of a PID namespace every process in that; other processes keep their"
                        + " namespaces for as long as they live. What ip netns keeps it has to delete itself."));
        manuals.add(page(
                "diff",
                "Compares the namespaces of two processes or names. The exit status is 0 if all types that both have are the"
                        + " same, 2 if one is not, 1 on failure."));
        manuals.add(page(
                "prune",
                "Removes sets whose holder has ended, or whose files somebody has unmounted, and what an `add` or `delete`"
                        + " left that was killed. It never touches what somebody is working on, nor what was made in another"
                        + " PID, time or mount namespace."));
        manuals.add(page(
                "events",
                "Prints the log of the store. It has two files of at most 256 KiB; the journal or else syslog gets every"
                        + " event as well."));
        return manuals;
    }

    private static Manual ns() {
        return new Manual(
                "alcove-ns",
                NS.syntax(),
                "alcove ns",
                List.of("Keeps sets of namespaces under names, without a process where the kernel can."),
                List.of(
                        Manuals.commands(NS),
                        Section.of(
                                "FILES",
                                new Term("/run/alcove", "What root keeps."),
                                new Term(
                                        "$XDG_RUNTIME_DIR/alcove, /run/user/UID/alcove, /tmp/alcove-UID",
                                        "What others keep: the first that is theirs.")),
                        Section.of(
                                "EXAMPLES",
                                new Example(
                                        "Keep a network and a host name, and use them:",
                                        "alcove ns add web --net --hostname web\nalcove ns exec web ip link\nalcove ns delete web"),
                                new Example(
                                        "The same without privileges, with everything else new as well:",
                                        "alcove ns add box -rmuinpCT")),
                        Section.of(
                                "SEE ALSO",
                                new Paragraph("alcove(1), alcove-unshare(1), alcove-nsenter(1), namespaces(7)"))));
    }

    private static Manual page(String name, String... description) {
        return Manuals.page(NS, name, description);
    }
}
