package dev.alcove.net;

import dev.alcove.linux.raw.RtRoute;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A rule of policy routing: which table is asked for which packets. As the kernel tells of it, or as it is to be.
 *
 * @param isIpv4 whether it is for IPv4, and not for IPv6
 * @param priority its place among the others, of which the lowest comes first, 0 to 2^32-1; empty: the kernel chooses
 * @param from whose packets; empty: everybody's
 * @param to packets to whom; empty: to everybody
 * @param inverted whether it is for all packets that are not like this
 * @param incoming the name of the link that they came through; {@code lo} for those of this host
 * @param outgoing the name of the link that a socket is bound to
 * @param mark of the packets
 * @param markMask the bits of the mark that count; empty: all
 * @param tos their type of service, 0 to 255; 0: any
 * @param ipProtocol 6 is TCP, 17 UDP
 * @param sourcePort their source port
 * @param destinationPort their destination port
 * @param action what is done with them
 * @param table of {@link RuleAction#TO_TABLE}, 1 to 2^32-1; otherwise 0
 * @param target of {@link RuleAction#GOTO}: the priority of the rule that comes next
 * @param suppressPrefixLength routes whose prefix has at most so many bits do not count: 0 leaves out default routes
 * @param protocol who made it, 0 to 255, see {@link Route#protocol}
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-rule.8.html">ip-rule(8)</a>
 */
public record Rule(
        boolean isIpv4,
        OptionalLong priority,
        Optional<InetPrefix> from,
        Optional<InetPrefix> to,
        boolean inverted,
        Optional<String> incoming,
        Optional<String> outgoing,
        OptionalLong mark,
        OptionalLong markMask,
        int tos,
        OptionalInt ipProtocol,
        Optional<PortRange> sourcePort,
        Optional<PortRange> destinationPort,
        RuleAction action,
        long table,
        OptionalLong target,
        OptionalInt suppressPrefixLength,
        int protocol) {
    /** @throws IllegalArgumentException if a part is outside of its range, or the parts do not go together */
    public Rule {
        priority.ifPresent(number -> Values.requireUnsigned("priority of a rule", number));
        mark.ifPresent(number -> Values.requireUnsigned("mark", number));
        markMask.ifPresent(number -> Values.requireUnsigned("mask of a mark", number));
        target.ifPresent(number -> Values.requireUnsigned("goto", number));
        Values.requireUnsigned("table", table);
        Values.require("type of service", tos, 0, 0xff);
        Values.require("protocol of a rule", protocol, 0, 0xff);
        Values.require("IP protocol", ipProtocol, 0, 0xff);
        Values.require("prefix length", suppressPrefixLength, 0, 128);
        requireFamily(isIpv4, from);
        requireFamily(isIpv4, to);
        if (action == RuleAction.TO_TABLE && table == RtRoute.RT_TABLE_UNSPEC) {
            throw new IllegalArgumentException("a rule that looks into a table has one");
        }
        if (action == RuleAction.GOTO && target.isEmpty()) {
            throw new IllegalArgumentException("a rule that goes on with another one has its priority");
        }
    }

    private static void requireFamily(boolean ipv4, Optional<InetPrefix> prefix) {
        if (prefix.isPresent() && prefix.get().isIpv4() != ipv4) {
            throw new IllegalArgumentException(prefix.get() + " in a rule for " + (ipv4 ? "IPv4" : "IPv6"));
        }
    }

    /** Begins a rule for IPv4. */
    public static RuleBuilder ipv4() {
        return new RuleBuilder(true);
    }

    /** Begins a rule for IPv6. */
    public static RuleBuilder ipv6() {
        return new RuleBuilder(false);
    }
}
