package dev.alcove.cli.parity;

import static dev.alcove.cli.parity.Difference.both;

import java.util.ArrayList;
import java.util.List;

/** Where Alcove's {@code ip} means to differ from iproute2's: cases, with what it does instead. */
final class IpDifferences {
    private IpDifferences() {}

    static List<Difference> all() {
        List<Difference> all = new ArrayList<>();
        all.addAll(globals());
        all.addAll(netns());
        all.addAll(exec());
        all.addAll(IpLinkDifferences.all());
        all.addAll(routing());
        return all;
    }

    private static List<Difference> globals() {
        return List.of(
                both(
                        "how Alcove's ip is used, in Alcove's words",
                        IpNetnsCases.USAGE,
                        "err Usage: ip [OPTION]... OBJECT [COMMAND [ARGUMENT]...]",
                        "err Usage: ip [OPTION]... OBJECT [COMMAND [ARGUMENT]...]",
                        "err Usage: ip [OPTION]... OBJECT [COMMAND [ARGUMENT]...]",
                        "err Usage: ip netns [list]"),
                both(
                        "iproute2 looks for a namespace called (null)",
                        IpNetnsCases.NO_NETNS,
                        "err Command line is not complete. Try option \"help\"",
                        "exit 255",
                        "err Command line is not complete. Try option \"help\"",
                        "exit 255"),
                both(
                        "a line that is cut off is a failure",
                        IpNetnsCases.CONTINUATION,
                        "err Missing continuation line",
                        "exit 1"));
    }

    private static List<Difference> netns() {
        return List.of(
                both(
                        "of a name that is left over iproute2 tells what the kernel says, twice, and not which name it is",
                        IpNetnsCases.STALE,
                        "stale",
                        "err \"stale\" is a name without a network namespace: it is left over, see ip netns delete"),
                both(
                        "a directory that cannot be read is not the same as none",
                        IpNetnsCases.FILE,
                        "err Failed to open directory /run/netns: Not a directory",
                        "exit 1"),
                both(
                        "-all goes on behind a failure, and tells of it by the exit status",
                        IpNetnsCases.DELETE_ALL,
                        "err Cannot remove namespace file \"/run/netns/d\": Is a directory",
                        "exit 1"),
                both(
                        "iproute2 shows the word behind the one that is wrong",
                        IpNetnsCases.NSID_WORD,
                        "err Error: argument \"-1\" is wrong: \"nsid\" value should be >= 0",
                        "exit 255",
                        "err Error: argument \"-1\" is wrong: \"target-nsid\" value should be >= 0",
                        "exit 255"),
                both(
                        "with -netns iproute2 binds the new namespace in a mount namespace that goes with it",
                        IpNetnsCases.ADD_INSIDE,
                        "c",
                        "a"),
                both(
                        "iproute2 writes into a pipe or a file when 4096 bytes are full",
                        IpNetnsCases.MONITOR,
                        "add a",
                        "delete a"));
    }

    private static List<Difference> exec() {
        return List.of(
                both(
                        "a shell has 127 for a command that is not there, and 126 for one that cannot be executed",
                        IpNetnsCases.NO_COMMAND,
                        "err exec of \"no-such-command\" failed: No such file or directory",
                        "exit 127",
                        "err exec of \"/etc/passwd\" failed: Permission denied",
                        "exit 126",
                        "err exec of \"\" failed: No such file or directory",
                        "exit 127"),
                both(
                        "-all ends as the first command did that failed",
                        IpNetnsCases.FAILS_IN_ALL,
                        "",
                        "netns: b",
                        "",
                        "netns: a",
                        "exit 3",
                        "",
                        "netns: b",
                        "",
                        "netns: a",
                        "err exec of \"no-such-command\" failed: No such file or directory",
                        "err exec of \"no-such-command\" failed: No such file or directory",
                        "exit 1"),
                both(
                        "a link that leads nowhere gets the file put over itself",
                        IpNetnsCases.RESOLV_CONF,
                        "inside",
                        "cat: /etc/resolv.conf: No such file or directory"),
                both("the cgroups stay", IpNetnsCases.CGROUPS),
                both("where no new /sys can be had, the old one stays", IpNetnsCases.MASKED_SYS, "there", "0"));
    }

    private static List<Difference> routing() {
        return List.of(
                both(
                        "what is asked for as JSON is JSON, as it is in iproute2 since 6.2",
                        IpNeighCases.GOT,
                        IpNeighCases.GOT_AS_JSON),
                both(
                        "a port is a number, and nothing stands behind it",
                        IpRuleCases.GARBAGE,
                        "err Error: argument \"80x\" is wrong: invalid port range",
                        "err ",
                        "exit 255"),
                both(
                        "what Alcove lacks is refused by name, before anything is sent",
                        IpRouteCases.REFUSED,
                        IpRouteCases.refusals()));
    }
}
