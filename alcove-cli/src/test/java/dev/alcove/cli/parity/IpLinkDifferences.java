package dev.alcove.cli.parity;

import static dev.alcove.cli.parity.Difference.both;

import java.util.List;

/** Where Alcove's {@code ip link} means to differ from iproute2's. */
final class IpLinkDifferences {
    private IpLinkDifferences() {}

    static List<Difference> all() {
        return List.of(
                both(
                        "iproute2 takes what is about addresses for links too, and then prints all of them or none",
                        IpLinkCases.OF_ADDRESSES,
                        "err alcove: ip: \"scope\" of links is not implemented",
                        "err iproute2 has it; see alcove-ip(1)",
                        "exit 255",
                        "err alcove: ip: \"label\" of links is not implemented",
                        "err iproute2 has it; see alcove-ip(1)",
                        "exit 255",
                        "err alcove: ip: \"to\" of links is not implemented",
                        "err iproute2 has it; see alcove-ip(1)",
                        "exit 255"),
                both(
                        "what Alcove does not know is refused before the kernel is asked",
                        IpLinkCases.FOREIGN,
                        "err alcove: ip: \"mode\" of a link of type bond is not implemented",
                        "err iproute2 has it; see alcove-ip(1)",
                        "exit 255",
                        "err alcove: ip: \"xdp\" of a link is not implemented",
                        "err iproute2 has it; see alcove-ip(1)",
                        "exit 255",
                        "err alcove: ip: \"vf\" of a link is not implemented",
                        "err iproute2 has it; see alcove-ip(1)",
                        "exit 255"),
                both(
                        "iproute2 6.1 passes over words behind a type that has no options; 7.1 has the message",
                        IpLinkCases.PLAIN,
                        "err Garbage instead of arguments \"foo ...\". Try \"ip link help\".",
                        "exit 1",
                        "err Device \"d0\" does not exist.",
                        "exit 1"),
                both(
                        "an index that ends in letters is none",
                        IpLinkCases.INDEX,
                        "err Error: argument \"5x\" is wrong: Invalid \"index\" value",
                        "exit 255",
                        "err Device \"br0\" does not exist.",
                        "exit 1"),
                both(
                        "a name that stands for an index is as good for show as it is for set",
                        IpLinkCases.NUMBERED,
                        "1: lo: <LOOPBACK> mtu 65536 qdisc noop state DOWN mode DEFAULT group default qlen 1000",
                        "    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00"),
                both(
                        "how ip link is used, in Alcove's words",
                        IpLinkCases.HELP,
                        "err Usage: ip link [ show ] [ [ dev ] DEVICE ] [ up | down ] [ group GROUP ]",
                        "err Usage: ip link ... type bridge [ forward_delay NUMBER ] [ hello_time NUMBER ]",
                        "err Usage: ip link ... type veth [ peer [ name NAME ] [ what can be set of any link ]... ]"));
    }
}
