package dev.alcove.cli;

import dev.alcove.cli.Manual.Example;
import dev.alcove.cli.Manual.Paragraph;
import dev.alcove.cli.Manual.Section;
import dev.alcove.cli.Manual.Term;
import java.util.List;

/** The prose of the manual about {@code ip}. */
final class IpManual {
    private IpManual() {}

    static Manual manual() {
        return new Manual(
                "alcove-ip",
                IpSyntax.syntax(),
                "alcove ip",
                List.of(
                        "Configures and shows networks: words, output, messages and exit status are those of ip(8) of iproute2"
                                + " 7.1. The objects are: " + String.join(", ", IpSyntax.objects())
                                + ". An object, and most commands, may be cut short. Other objects of iproute2, and words that"
                                + " Alcove does not know, are refused by name.",
                        "Global options stand in front of the object and have one dash or two. They may be cut short as long as"
                                + " no option before begins with the same letters; several letters behind one dash are one"
                                + " option. With `-batch` each line of FILE is a command, without `ip`: a number sign begins a"
                                + " comment, words may be quoted, and a line goes on behind a backslash. The first that fails"
                                + " ends it, unless `-force` is given."),
                List.of(
                        Section.of(
                                "NETWORK NAMESPACES",
                                new Term("netns [list]", "Lists the names, and the number of each if it has one."),
                                new Term(
                                        "netns add NAME",
                                        "Makes a network namespace and binds it to /run/netns/NAME. In it lo is down."),
                                new Term(
                                        "netns attach NAME PID", "Gives a name to the network namespace of a process."),
                                new Term(
                                        "netns delete NAME",
                                        "Deletes a name, whatever is there; with `-all` every name. The namespace ends when"
                                                + " nothing else holds it."),
                                new Term(
                                        "netns exec NAME COMMAND [ARGUMENT]...",
                                        "Becomes COMMAND in the namespace, in a mount namespace where /sys shows its devices and"
                                                + " each file in /etc/netns/NAME stands over that in /etc. With `-all`, runs it"
                                                + " in every namespace."),
                                new Term(
                                        "netns identify [PID]",
                                        "Prints the name of the namespace that a process is in, or an empty line."),
                                new Term("netns pids NAME", "Lists the processes in a namespace."),
                                new Term(
                                        "netns set NAME NSID",
                                        "Gives it a number, which it keeps; `auto` is any that is free."),
                                new Term(
                                        "netns list-id [target-nsid NSID] [nsid NSID]",
                                        "Lists the numbers that this namespace has for others, or those that another has."),
                                new Term("netns monitor", "Prints names as they are added and deleted.")),
                        IpLinkManual.links(),
                        IpRoutingManual.addresses(),
                        IpRoutingManual.routes(),
                        IpRoutingManual.rules(),
                        IpRoutingManual.neighbours(),
                        Section.of(
                                "EXIT STATUS",
                                new Term("0", "Success."),
                                new Term("1", "A failure."),
                                new Term("2", "The kernel refused a request."),
                                new Term("126, 127", "COMMAND could not be executed, or was not found."),
                                new Term(
                                        "255", "The arguments are wrong, or a network namespace could not be entered."),
                                new Term("other", "That of COMMAND.")),
                        Section.of(
                                "FILES",
                                new Term("/run/netns", "The names."),
                                new Term(
                                        "/etc/iproute2",
                                        "Names for the numbers of tables, protocols, scopes, realms, groups and types of service."),
                                new Term("/etc/netns/NAME", "Files for /etc in that namespace: resolv.conf, hosts.")),
                        new Section("DIFFERENCES FROM IPROUTE2", IpDifferences.entries()),
                        Section.of(
                                "EXAMPLES",
                                new Example(
                                        "Run a server where nothing can reach it:",
                                        "alcove ip netns add quiet\nalcove ip netns exec quiet ./server"),
                                new Example(
                                        "See first what that does:", "alcove ip --explain netns exec quiet ./server")),
                        Section.of(
                                "SEE ALSO",
                                new Paragraph("alcove(1), alcove-nsenter(1), alcove-ns(1), ip(8), ip-netns(8),"
                                        + " network_namespaces(7), rtnetlink(7)"))));
    }
}
