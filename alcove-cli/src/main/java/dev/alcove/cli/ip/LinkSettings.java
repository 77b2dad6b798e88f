package dev.alcove.cli.ip;

import dev.alcove.linux.Errno;
import dev.alcove.linux.Fd;
import dev.alcove.linux.NetlinkException;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.Descriptors;
import dev.alcove.linux.raw.IfFlags;
import dev.alcove.linux.raw.IfLink;
import dev.alcove.linux.raw.Socket;
import dev.alcove.net.netns.NetnsIds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be set of any link, up to the word {@code type}: of the one that a request is about, or of its peer. */
final class LinkSettings {
    private static final int MAX_ALIAS = 255;
    private static final int MAX_SEGMENTS = 65535;
    private static final long MAX_INT = 0xffff_ffffL;
    private static final String[] STATES = {
        "unknown", "notpresent", "down", "lowerlayerdown", "testing", "dormant", "up"
    };

    // spotless:off
    private static final Keywords WORDS = new Keywords(
            "up", "down", "name", "index", "link*", "address*", "broadcast* brd", "txqueuelen* qlen txqlen*", "mtu", "inet",
            "xdp xdpgeneric xdpdrv xdpoffload", "netns", "multicast", "allmulticast", "promisc", "trailers", "arp", "carrier",
            "vf", "master*", "vrf", "nomaster*", "dynamic*", "type*", "alias*", "group", "mode", "state", "numtxqueues*",
            "numrxqueues*", "addrgenmode*", "link-netns*", "link-netnsid*", "protodown", "protodown_reason", "gso_max_size",
            "gso_max_segs", "gro_max_size", "parentdev", "help*", "dev");
    // spotless:on

    private final LinkRequest request;
    private final Batch batch;
    private final int header;
    private final LinkTarget target;
    private final Set<String> seen = new HashSet<>();
    private int flags;
    private int changed;
    private @Nullable String kind;

    /** Begins with the header that the request is to have here. */
    LinkSettings(LinkRequest request) {
        this.request = request;
        this.batch = request.batch();
        target = new LinkTarget(request);
        header = batch.offset();
        batch.zeros(IfLink.IfInfo.SIZE);
    }

    /** Reads the words and writes what they say; gives the kind of link that is named, null if none is. */
    @Nullable String parse(IpWords words) throws IpException, IOException {
        while (words.more() && kind == null) {
            String word = words.next();
            take(WORDS.find(word), word, words);
        }
        boolean ofGroup = seen.contains("group") && !target.isNamed();
        if (ofGroup) {
            requireGroup(words);
        }
        batch.replace32(header + IfLink.IfInfo.IFI_INDEX, ofGroup ? 0 : target.resolve())
                .replace32(header + IfLink.IfInfo.IFI_FLAGS, flags)
                .replace32(header + IfLink.IfInfo.IFI_CHANGE, changed);
        return ofGroup ? null : kind;
    }

    /** Without a name the request is about all links of a group, of which some things cannot be said. */
    private void requireGroup(IpWords words) throws IpException {
        if (words.more()) {
            throw IpException.usage(LinkRequest.garbage(words));
        }
        if (request.isCreate()) {
            throw IpException.usage("group cannot be used when creating devices.");
        }
    }

    private void take(String setting, String word, IpWords words) throws IpException, IOException {
        switch (setting) {
            case "up" -> flag(IfFlags.IFF_UP, true);
            case "down" -> flag(IfFlags.IFF_UP, false);
            case "multicast" -> flag(IfFlags.IFF_MULTICAST, LinkKind.isExactlyOn(setting, words.next()));
            case "allmulticast" -> flag(IfFlags.IFF_ALLMULTI, LinkKind.isExactlyOn(setting, words.next()));
            case "promisc" -> flag(IfFlags.IFF_PROMISC, LinkKind.isExactlyOn(setting, words.next()));
            case "dynamic" -> flag(IfFlags.IFF_DYNAMIC, LinkKind.isExactlyOn(setting, words.next()));
            case "trailers" -> flag(IfFlags.IFF_NOTRAILERS, !LinkKind.isExactlyOn(setting, words.next()));
            case "arp" -> flag(IfFlags.IFF_NOARP, !LinkKind.isExactlyOn(setting, words.next()));
            case "mtu" -> number(setting, IfLink.IFLA_MTU, words);
            case "txqueuelen" -> number(setting, IfLink.IFLA_TXQLEN, words);
            case "numtxqueues" -> number(setting, IfLink.IFLA_NUM_TX_QUEUES, words);
            case "numrxqueues" -> number(setting, IfLink.IFLA_NUM_RX_QUEUES, words);
            case "gso_max_size" -> size(setting, IfLink.IFLA_GSO_MAX_SIZE, MAX_INT, words);
            case "gso_max_segs" -> size(setting, IfLink.IFLA_GSO_MAX_SEGS, MAX_SEGMENTS, words);
            case "gro_max_size" -> size(setting, IfLink.IFLA_GRO_MAX_SIZE, MAX_INT, words);
            case "carrier" -> batch.int8(IfLink.IFLA_CARRIER, onOff(setting, words));
            case "protodown" -> batch.int8(IfLink.IFLA_PROTO_DOWN, onOff(setting, words));
            case "master" -> batch.int32(IfLink.IFLA_MASTER, LinkList.index(request.context(), words.next()));
            case "vrf" -> batch.int32(IfLink.IFLA_MASTER, LinkList.vrf(request.context(), words.next()));
            case "nomaster" -> batch.int32(IfLink.IFLA_MASTER, 0);
            case "parentdev" -> IpText.put(batch, IfLink.IFLA_PARENT_DEV_NAME, words.next());
            case "link" -> target.lower(words.next());
            case "type" -> kind = words.next();
            case "help" -> throw LinkUsage.all();
            case "dev" -> target.device(words.next());
            case "" -> target.device(word);
            default -> takeSpecial(setting, words);
        }
    }

    private void takeSpecial(String setting, IpWords words) throws IpException, IOException {
        switch (setting) {
            case "name" -> target.name(words.next());
            case "index" -> target.index(words.next());
            case "address" -> address(words.next());
            case "broadcast" -> batch.attribute(IfLink.IFLA_BROADCAST, LinkLayer.parse(words.next()));
            case "alias" -> alias(words.next());
            case "group" -> group(words.next());
            case "mode" -> mode(words.next());
            case "state" -> state(words.next());
            case "addrgenmode" -> addressMode(words.next());
            case "netns" -> namespace(words.next());
            case "link-netns" -> lowerNamespace(words.next());
            case "link-netnsid" -> {
                once("link-netns/link-netnsid", words.peek());
                batch.int32(IfLink.IFLA_LINK_NETNSID, integer(setting, words.next()));
            }
            default -> throw IpException.unsupported("\"" + setting + "\" of a link");
        }
    }

    // ---- Settings

    private void flag(int flag, boolean set) {
        changed |= flag;
        flags = set ? flags | flag : flags & ~flag;
    }

    private void once(String setting, String value) throws IpException {
        if (!seen.add(setting)) {
            throw IpException.duplicate(setting, value);
        }
    }

    private void number(String setting, int attribute, IpWords words) throws IpException {
        once(setting, words.peek());
        batch.int32(attribute, integer(setting, words.next()));
    }

    private static int integer(String setting, String word) throws IpException {
        return (int) IpWords.number(word, Integer.MIN_VALUE, Integer.MAX_VALUE, invalid(setting));
    }

    private void size(String setting, int attribute, long max, IpWords words) throws IpException {
        batch.int32(attribute, (int) IpWords.number(words.next(), 0, max, invalid(setting)));
    }

    private static String invalid(String setting) {
        return "Invalid \"" + setting + "\" value\n";
    }

    /** iproute2 ends with the number of an error here. */
    private static int onOff(String setting, IpWords words) throws IpException {
        return LinkKind.isOn(setting, words.next(), Errno.EINVAL.number()) ? 1 : 0;
    }

    private void address(String word) throws IpException {
        byte[] address = LinkLayer.parse(word);
        target.addressOf(address.length);
        batch.attribute(IfLink.IFLA_ADDRESS, address);
    }

    private void alias(String word) throws IpException {
        if (word.length() > MAX_ALIAS) {
            throw IpException.wrong("alias too long\n", word);
        }
        batch.attribute(IfLink.IFLA_IFALIAS, word.getBytes(StandardCharsets.ISO_8859_1)); // without a NUL
    }

    private void group(String word) throws IpException, IOException {
        once("group", word);
        long group = RtNames.GROUPS.number(word);
        if (group < 0) {
            throw IpException.wrong(invalid("group"), word);
        }
        batch.int32(IfLink.IFLA_GROUP, (int) group);
    }

    private void mode(String word) throws IpException {
        boolean dormant = word.equalsIgnoreCase("dormant");
        if (!dormant && !word.equalsIgnoreCase("default")) {
            throw IpException.wrong("Invalid link mode\n", word);
        }
        batch.int8(IfLink.IFLA_LINKMODE, dormant ? 1 : 0);
    }

    private void state(String word) throws IpException {
        for (int i = 0; i < STATES.length; i++) {
            if (STATES[i].equalsIgnoreCase(word)) {
                batch.int8(IfLink.IFLA_OPERSTATE, i);
                return;
            }
        }
        throw IpException.wrong("Invalid operstate\n", word);
    }

    private void addressMode(String word) throws IpException {
        int mode = LinkDetails.addressMode(word);
        if (mode < 0) {
            throw IpException.wrong("Invalid address generation mode\n", word);
        }
        batch.nest(IfLink.IFLA_AF_SPEC)
                .nest(Socket.AF_INET6)
                .int8(IfLink.IFLA_INET6_ADDR_GEN_MODE, mode)
                .endNest()
                .endNest();
    }

    private void namespace(String word) throws IpException, IOException {
        once("netns", word);
        Fd namespace = request.openNamespace(word);
        if (namespace != null) {
            batch.int32(IfLink.IFLA_NET_NS_FD, Descriptors.number(namespace));
        } else {
            batch.int32(IfLink.IFLA_NET_NS_PID, integer("netns", word));
        }
        target.moves();
    }

    /** The namespace of the link that this one is based on, by the number that ours has for it or now gets. */
    private void lowerNamespace(String word) throws IpException, IOException {
        once("link-netns/link-netnsid", word);
        Fd namespace = request.openNamespace(word);
        if (namespace == null) {
            throw IpException.wrong(invalid("link-netns"), word);
        }
        try {
            NetnsIds numbers = new NetnsIds(request.context().socket());
            OptionalInt number = numbers.of(namespace);
            if (number.isEmpty()) {
                numbers.set(namespace, NetnsNumbers.NONE);
                number = numbers.of(namespace);
            }
            batch.int32(IfLink.IFLA_LINK_NETNSID, number.orElse(NetnsNumbers.NONE));
        } catch (NetlinkException e) {
            throw IpException.refused(e);
        }
    }
}
