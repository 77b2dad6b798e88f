package dev.alcove.net;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Attributes.Attribute;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.raw.IfLink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A link, a network interface, as the kernel tells of it.
 *
 * @param index its number in its namespace, 1 or more, which it keeps when it is renamed
 * @param name as {@code ip link} shows it
 * @param altNames further names
 * @param flags what is said of it in single bits
 * @param mtu the largest packet that it carries, in bytes
 * @param address its MAC address; empty where it has none, or one that is not Ethernet's
 * @param operState whether it can carry packets
 * @param master the link that has it: the bridge whose port it is
 * @param parent the link that it stands on: of a VLAN; of a veth, the other end
 * @param parentNetnsId in which namespace the parent is, by the number that this one has for it; empty: in the same
 * @param group the number of a group of links, 0 being the default
 * @param txQueueLength how many packets may wait to be sent
 * @param qdisc the queueing discipline
 * @param promiscuity how many have asked for what is meant for others: it may be promiscuous without the flag
 * @param statistics what it has counted
 * @param kind its kind, with what only that has; empty for hardware and the loopback device
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>
 */
public record Link(
        int index,
        String name,
        List<String> altNames,
        Set<LinkFlag> flags,
        OptionalLong mtu,
        Optional<MacAddress> address,
        Optional<OperState> operState,
        OptionalInt master,
        OptionalInt parent,
        OptionalInt parentNetnsId,
        OptionalInt group,
        OptionalLong txQueueLength,
        Optional<String> qdisc,
        OptionalLong promiscuity,
        Optional<LinkStatistics> statistics,
        Optional<LinkKind> kind) {
    /** Whether it is to be used: {@code ip link set up}. */
    public boolean isUp() {
        return flags.contains(LinkFlag.UP);
    }

    static Link read(Message message) throws MalformedException {
        Attributes attributes = message.attributes(IfLink.IfInfo.SIZE);
        Optional<Attributes> info = attributes.nested(IfLink.IFLA_LINKINFO);
        OptionalInt state = attributes.int8(IfLink.IFLA_OPERSTATE);
        return new Link(
                message.payload().getInt(IfLink.IfInfo.IFI_INDEX),
                attributes.string(IfLink.IFLA_IFNAME).orElse(""),
                altNames(attributes),
                LinkFlag.of(message.payload().getInt(IfLink.IfInfo.IFI_FLAGS)),
                Values.unsigned32(attributes, IfLink.IFLA_MTU),
                Values.mac(attributes, IfLink.IFLA_ADDRESS),
                state.isPresent() ? OperState.of(state.getAsInt()) : Optional.empty(),
                attributes.int32(IfLink.IFLA_MASTER),
                parent(attributes),
                attributes.int32(IfLink.IFLA_LINK_NETNSID),
                attributes.int32(IfLink.IFLA_GROUP),
                Values.unsigned32(attributes, IfLink.IFLA_TXQLEN),
                attributes.string(IfLink.IFLA_QDISC),
                Values.unsigned32(attributes, IfLink.IFLA_PROMISCUITY),
                LinkStatistics.read(attributes, IfLink.IFLA_STATS64),
                info.isPresent() ? kind(info.get()) : Optional.empty());
    }

    /** Tunnels without a parent say 0. */
    private static OptionalInt parent(Attributes attributes) throws MalformedException {
        OptionalInt parent = attributes.int32(IfLink.IFLA_LINK);
        return parent.orElse(0) == 0 ? OptionalInt.empty() : parent;
    }

    private static Optional<LinkKind> kind(Attributes info) throws MalformedException {
        Optional<String> kind = info.string(IfLink.IFLA_INFO_KIND);
        return kind.isPresent()
                ? Optional.of(LinkKinds.read(kind.get(), info.nested(IfLink.IFLA_INFO_DATA)))
                : Optional.empty();
    }

    private static List<String> altNames(Attributes attributes) throws MalformedException {
        Optional<Attributes> list = attributes.nested(IfLink.IFLA_PROP_LIST);
        List<String> names = new ArrayList<>();
        if (list.isPresent()) {
            for (Attribute each : list.get().all()) {
                if (each.type() == IfLink.IFLA_ALT_IFNAME) {
                    names.add(StandardCharsets.UTF_8
                            .decode(each.value().duplicate())
                            .toString()
                            .replace("\0", ""));
                }
            }
        }
        return List.copyOf(names);
    }
}
