package dev.alcove.cli.ip;

import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Attributes.Attribute;
import dev.alcove.linux.raw.IfFlags;
import dev.alcove.linux.raw.IfLink;
import dev.alcove.linux.raw.Rtnetlink;
import dev.alcove.linux.raw.Socket;
import dev.alcove.net.netns.NetnsDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Prints links: for {@code ip link}, and for {@code ip address} what stands above the addresses. */
final class LinkPrinter {
    private static final String[] STATES = {
        "UNKNOWN", "NOTPRESENT", "DOWN", "LOWERLAYERDOWN", "TESTING", "DORMANT", "UP"
    };
    private static final String[] MODES = {"DEFAULT", "DORMANT"};
    private static final String[] EVENTS = {
        "NONE", "REBOOT", "FEATURE CHANGE", "BONDING FAILOVER", "NOTIFY PEERS", "RESEND IGMP", "BONDING OPTION"
    };
    private static final int NAME_WIDTH = 16;
    private static final int STATE_WIDTH = 14;

    private final IpContext context;
    private final IpGlobals globals;
    private final IpOutput out;
    private final int family;
    private final boolean links;
    private @Nullable Map<Integer, String> namespaces;

    /** For {@code ip link}. */
    static LinkPrinter ofLinks(IpContext context) {
        return new LinkPrinter(context, Socket.AF_PACKET, true);
    }

    /**
     * For {@code ip address}.
     *
     * @param family of the addresses, {@code AF_UNSPEC} for all: with one of them the address of the link is a detail
     */
    static LinkPrinter ofAddresses(IpContext context, int family) {
        return new LinkPrinter(context, family, false);
    }

    private LinkPrinter(IpContext context, int family, boolean links) {
        this.context = context;
        this.globals = context.globals();
        this.out = context.out();
        this.family = family;
        this.links = links;
    }

    /** Prints a link, with all that is asked for; of one to be printed briefly, what stands in front of its addresses. */
    void print(Link link) throws IOException {
        if (link.message() == Rtnetlink.RTM_DELLINK) {
            out.bool("deleted", "Deleted ", true);
        }
        if (globals.isBrief()) {
            brief(link);
            return;
        }
        first(link);
        if (family == Socket.AF_UNSPEC || family == Socket.AF_PACKET || globals.details() > 0) {
            out.line();
            second(link);
        }
        namespaces(link);
        if (globals.details() > 0) {
            new LinkDetails(context, link).print(links);
        }
        String alias = link.text(IfLink.IFLA_IFALIAS);
        if (alias != null && (links || globals.details() > 0)) {
            out.line();
            out.string("ifalias", "    alias ", alias, "");
        }
        if (links && globals.statistics() > 0) {
            out.line();
            LinkStatistics.print(out, globals, link);
        }
        furtherNames(link);
        out.text("\n");
    }

    private void brief(Link link) throws IOException {
        boolean lowerDown = name(link, NAME_WIDTH, " ");
        OptionalInt state = link.attributes().int8(IfLink.IFLA_OPERSTATE);
        if (state.isPresent()) {
            state(state.getAsInt(), "", STATE_WIDTH);
        }
        if (family == Socket.AF_PACKET) {
            address(link, IfLink.IFLA_ADDRESS, "address", " ");
            LinkFlags.print(out, link.flags(), lowerDown);
            out.text("\n");
        }
    }

    private void first(Link link) throws IOException {
        Attributes attributes = link.attributes();
        out.number("ifindex", "", link.index(), ": ");
        boolean lowerDown = name(link, 0, ": ");
        LinkFlags.print(out, link.flags(), lowerDown);
        OptionalInt mtu = attributes.int32(IfLink.IFLA_MTU);
        if (mtu.isPresent()) {
            out.number("mtu", "mtu ", mtu.getAsInt(), " ");
        }
        String qdisc = link.text(IfLink.IFLA_QDISC);
        if (qdisc != null) {
            out.string("qdisc", "qdisc ", qdisc, " ");
        }
        OptionalInt master = attributes.int32(IfLink.IFLA_MASTER);
        if (master.isPresent()) {
            out.string("master", "master ", context.name(master.getAsInt()), " ");
        }
        OptionalInt state = attributes.int8(IfLink.IFLA_OPERSTATE);
        if (state.isPresent()) {
            state(state.getAsInt(), "state ", 0);
        }
        OptionalInt mode = attributes.int8(IfLink.IFLA_LINKMODE);
        if (links && mode.isPresent()) {
            named(mode.getAsInt(), MODES, "linkmode", "mode ");
        }
        OptionalInt group = attributes.int32(IfLink.IFLA_GROUP);
        if (group.isPresent()) {
            out.string("group", "group ", RtNames.GROUPS.name(group.getAsInt(), globals.isNumeric()), " ");
        }
        int length = queueLength(link);
        if (length != 0) {
            out.number("txqlen", "qlen ", length, "");
        }
        OptionalInt event = attributes.int32(IfLink.IFLA_EVENT);
        if (event.isPresent() && event.getAsInt() != 0) {
            event(event.getAsInt());
        }
    }

    /** How many packets may wait; a list of the links that speak IPv6 does not tell. */
    private int queueLength(Link link) throws IOException {
        OptionalInt length = link.attributes().int32(IfLink.IFLA_TXQLEN);
        Link whole = length.isPresent() ? null : LinkList.find(context, link.index());
        return whole == null
                ? length.orElse(0)
                : whole.attributes().int32(IfLink.IFLA_TXQLEN).orElse(0);
    }

    /** Prints the name of a link, and behind an at sign that of the one it is based on; says whether that one is down. */
    private boolean name(Link link, int width, String after) throws IOException {
        String name = String.valueOf(link.text(IfLink.IFLA_IFNAME));
        OptionalInt lower = link.attributes().int32(IfLink.IFLA_LINK);
        boolean lowerDown = false;
        String lowerName = null;
        if (lower.isPresent() && lower.getAsInt() == 0) {
            out.none("link", "");
            lowerName = "NONE";
        } else if (lower.isPresent() && link.attributes().has(IfLink.IFLA_LINK_NETNSID)) {
            if (out.isJson()) {
                out.number("link_index", "", lower.getAsInt(), "");
            }
            lowerName = "if" + Integer.toUnsignedString(lower.getAsInt());
        } else if (lower.isPresent()) {
            lowerName = context.name(lower.getAsInt());
            lowerDown = (context.flags(lower.getAsInt()) & IfFlags.IFF_UP) == 0;
            if (out.isJson()) {
                out.string("link", "", lowerName, "");
            }
        }
        String shown = lowerName == null || out.isJson() ? name : name + "@" + lowerName;
        out.string(IpColor.INTERFACE, "ifname", "", shown, " ".repeat(Math.max(0, width - shown.length())) + after);
        return lowerDown;
    }

    private void state(int state, String before, int width) {
        if (state >= STATES.length) {
            if (out.isJson()) {
                out.number("operstate_index", "", state, "");
            } else {
                out.prefixedHex(null, "state ", state, "");
            }
            return;
        }
        String name = STATES[state];
        IpColor color = name.equals("UP") ? IpColor.UP : name.equals("DOWN") ? IpColor.DOWN : null;
        out.text(before);
        out.string(color, "operstate", "", name, " ".repeat(Math.max(0, width - name.length())) + " ");
    }

    private void named(int value, String[] names, String key, String before) {
        if (value >= names.length) {
            out.number(key + "_index", before, value, " ");
        } else {
            out.string(key, before, names[value], " ");
        }
    }

    private void event(int event) {
        if (event < 0 || event >= EVENTS.length) {
            out.number("event", "event ", event, " ");
        } else {
            out.string("event", "event ", EVENTS[event], " ");
        }
    }

    private void second(Link link) throws IOException {
        out.string("link_type", "    link/", LinkLayer.typeName(link.type(), globals.isNumeric()), " ");
        address(link, IfLink.IFLA_ADDRESS, "address", "");
        if (link.attributes().has(IfLink.IFLA_BROADCAST)) {
            boolean peer = (link.flags() & IfFlags.IFF_POINTOPOINT) != 0;
            out.text(peer ? " peer " : " brd ");
            if (peer && out.isJson()) {
                out.bool("link_pointtopoint", "", true);
            }
            address(link, IfLink.IFLA_BROADCAST, "broadcast", "");
        }
        Optional<byte[]> permanent = link.attributes().bytes(IfLink.IFLA_PERM_ADDRESS);
        Optional<byte[]> address = link.attributes().bytes(IfLink.IFLA_ADDRESS);
        if (permanent.isPresent() && (address.isEmpty() || !Arrays.equals(permanent.get(), address.get()))) {
            out.text(" permaddr ");
            address(link, IfLink.IFLA_PERM_ADDRESS, "permaddr", "");
        }
    }

    private void address(Link link, int attribute, String key, String after) {
        Optional<byte[]> address = link.attributes().bytes(attribute);
        if (address.isPresent()) {
            out.string(IpColor.MAC, key, "", LinkLayer.text(address.get(), link.type()), after);
        }
    }

    /** The network namespaces that matter to a link: of the one it is based on, of the one it has gone to. */
    private void namespaces(Link link) throws IOException {
        OptionalInt lower = link.attributes().int32(IfLink.IFLA_LINK_NETNSID);
        if (lower.isPresent() && out.isJson()) {
            out.number("link_netnsid", "", lower.getAsInt(), "");
        } else if (lower.isPresent()) {
            namespace(" link-netns", lower.getAsInt());
        }
        OptionalInt target = link.attributes().int32(IfLink.IFLA_NEW_NETNSID);
        if (target.isPresent() && !out.isJson()) {
            namespace(" new-netns", target.getAsInt());
        }
        OptionalInt index = link.attributes().int32(IfLink.IFLA_NEW_IFINDEX);
        if (index.isPresent()) {
            out.text(" new-ifindex " + index.getAsInt());
        }
        OptionalInt down = link.attributes().int8(IfLink.IFLA_PROTO_DOWN);
        if (down.isPresent() && down.getAsInt() != 0) {
            out.bool("proto_down", " protodown on ", true);
        }
    }

    private void namespace(String what, int number) throws IOException {
        String name = number < 0 ? null : namespaceName(number);
        String shown = number < 0 ? "unknown" : Integer.toString(number);
        out.text(name == null ? what + "id " + shown : what + " " + name);
    }

    private @Nullable String namespaceName(int number) throws IOException {
        Map<Integer, String> names = namespaces;
        if (names == null) {
            NetnsDirectory directory = NetnsDirectory.system(StandardCharsets.ISO_8859_1);
            names = directory.exists() ? new NetnsListing(context, directory).names() : Map.of();
            namespaces = names;
        }
        return names.get(number);
    }

    private void furtherNames(Link link) throws IOException {
        Optional<Attributes> properties = link.attributes().nested(IfLink.IFLA_PROP_LIST);
        if (properties.isEmpty()) {
            return;
        }
        out.openArray("altnames", "");
        for (Attribute property : properties.get().all()) {
            if (property.type() == IfLink.IFLA_ALT_IFNAME) {
                out.line();
                out.string(null, "    altname ", IpText.of(property), "");
            }
        }
        out.closeArray("");
    }
}
