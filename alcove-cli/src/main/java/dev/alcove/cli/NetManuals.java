package dev.alcove.cli;

import dev.alcove.cli.Manual.Example;
import dev.alcove.cli.Manual.Paragraph;
import dev.alcove.cli.Manual.Section;
import dev.alcove.cli.Manual.Term;
import java.util.ArrayList;
import java.util.List;

/** The prose of the manual about {@code net} and its commands. */
final class NetManuals {
    private static final NetCommand NET = new NetCommand();

    private NetManuals() {}

    /** The page of {@code net}, then one for each of its commands. */
    static List<Manual> all() {
        List<Manual> manuals = new ArrayList<>();
        manuals.add(net());
        manuals.add(page(
                "up",
                "Makes the hosts, switches, links, addresses, routes, rates, sysctls and NAT that FILE declares, and runs its"
                        + " commands. FILE is YAML, or JSON; `-` is standard input. If anything fails, everything is undone.",
                "If the topology is up already, only the difference is made: what FILE no longer declares is removed, what is"
                        + " missing is made, and what somebody else has added stays. `--dry-run` shows it first."));
        manuals.add(
                page(
                        "down",
                        "Ends all processes in the hosts, as if the machines were switched off, and removes all that `up` has made."));
        manuals.add(
                page(
                        "status",
                        "Compares what was brought up with what the kernel has. The exit status is 2 if something is missing, 1 on failure."));
        manuals.add(page("exec", "Becomes PROGRAM in the network namespace of a host. The process keeps its PID."));
        manuals.add(page(
                "check",
                "Sends an ICMP echo request from each host to each address of every other host that a link or a route of the first"
                        + " leads to, and prints a matrix of round-trip times: `-` where nothing leads, `lost` where no answer came."
                        + " The exit status is 2 if one was lost."));
        manuals.add(page("diagram", "Draws what FILE declares. Nothing needs to be up, and nothing is changed."));
        manuals.add(
                page(
                        "test",
                        "Brings the topology up, runs PROGRAM, and takes the topology down in any case: when PROGRAM ends, fails, or is"
                                + " killed, and when the test itself is interrupted. PROGRAM reaches the hosts with `alcove net exec`."));
        manuals.add(page(
                "prune",
                "Takes down what is left of topologies whose `up` or `down` was killed. Those that are up stay."));
        return manuals;
    }

    private static Manual net() {
        return new Manual(
                "alcove-net",
                NET.syntax(),
                "alcove net",
                List.of(
                        "Brings up networks of hosts, which are network namespaces, and switches, which are bridges, from a file"
                                + " that declares them; checks, draws and takes them down."),
                List.of(
                        Manuals.commands(NET),
                        Section.of(
                                "FILES",
                                new Term(
                                        "/run/alcove/net",
                                        "What root has brought up. Hosts are named in /run/netns as well."),
                                new Term(
                                        "$XDG_RUNTIME_DIR/alcove/net, /run/user/UID/alcove/net, /tmp/alcove-UID/net",
                                        "What others have: in a user namespace of their own, held by a process.")),
                        Section.of(
                                "EXAMPLES",
                                new Example("A file lab.yaml with two hosts at a switch:", """
                                        switches:
                                          lan:
                                        hosts:
                                          web:
                                            links:
                                              eth0: {to: lan, addresses: [10.0.0.1/24]}
                                          client:
                                            links:
                                              eth0: {to: lan, addresses: [10.0.0.2/24], rate: 10mbit}"""),
                                new Example(
                                        "Bring it up, see whether all reach each other, use it, take it down:",
                                        "alcove net up lab.yaml\nalcove net check\nalcove net exec web ip addr\nalcove net down"),
                                new Example("Run a test in it:", "alcove net test lab.yaml -- ./integration-test")),
                        Section.of(
                                "SEE ALSO",
                                new Paragraph("alcove(1), alcove-ip(1), network_namespaces(7), ip-netns(8)"))));
    }

    private static Manual page(String name, String... description) {
        return Manuals.page(NET, name, description);
    }
}
