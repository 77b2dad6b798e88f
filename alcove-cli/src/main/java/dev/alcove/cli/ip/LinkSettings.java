package dev.alcove.cli.ip;

import dev.alcove.linux.Errno;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.IfFlags;
import dev.alcove.linux.raw.IfLink;
import dev.alcove.linux.raw.Rtnetlink;
import dev.alcove.linux.raw.Socket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be set of any link, up to the word {@code type}: of the one that a request is about, or of its peer. */
final class LinkSettings {
    private static final int MAX_NAME = 15;
    private static final int MAX_ALIAS = 255;
    private static final int MAX_SEGMENTS = 65535;
    private static final long MAX_INT = 0xffff_ffffL;
    private static final String[] STATES = {
        "unknown", "notpresent", "down", "lowerlayerdown", "testing", "dormant", "up"
    };

    private static final Keywords WORDS = new Keywords(
            "up",
            "down",
            "name",
            "index",
            "link*",
            "address*",
            "broadcast* brd",
            "txqueuelen* qlen txqlen*",
            "mtu",
            "inet",
            "xdp xdpgeneric xdpdrv xdpoffload",
            "netns",
            "multicast",
            "allmulticast",
            "promisc",
            "trailers",
            "arp",
            "carrier",
            "vf",
            "master*",
            "vrf",
            "nomaster*",
            "dynamic*",
            "type*",
            "alias*",
            "group",
            "mode",
            "state",
            "numtxqueues*",
            "numrxqueues*",
            "addrgenmode*",
            "link-netns*",
            "link-netnsid*",
            "protodown",
            "protodown_reason",
            "gso_max_size",
            "gso_max_segs",
            "gro_max_size",
            "parentdev",
            "help*",
            "dev");

    private final LinkRequest request;
    private final Batch batch;
    private final int header;
    private final Set<String> seen = new HashSet<>();
    private int flags;
    private int changed;
    private int index;
    private int addressLength;
    private boolean moved;
    private @Nullable String name;
    private @Nullable String device;
    private @Nullable String lower;
    private @Nullable String kind;

    /** Begins with the header that the request is to have here. */
    LinkSettings(LinkRequest request) {
        this.request = request;
        this.batch = request.batch();
        header = batch.offset();
        batch.zeros(IfLink.IFINFOMSG_SIZE);
    }

    /** Reads the words and writes what they say; gives the kind of link that is named, null if none is. */
    @Nullable String parse(IpWords words) throws IpException, IOException {
        while (words.more() && kind == null) {
            String word = words.next();
            take(WORDS.find(word), word, words);
        }
        finish(words);
        batch.replace32(header + IfLink.IFI_INDEX, index)
                .replace32(header + IfLink.IFI_FLAGS, flags)
                .replace32(header + IfLink.IFI_CHANGE, changed);
        return kind;
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
            case "link" -> lower = words.next();
            case "type" -> kind = words.next();
            case "help" -> throw LinkUsage.all();
            case "dev" -> device(words.next());
            case "" -> device(word);
            default -> takeSpecial(setting, words);
        }
    }

    private void takeSpecial(String setting, IpWords words) throws IpException, IOException {
        switch (setting) {
            case "name" -> name(words.next());
            case "index" -> index(words.next());
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

    private void name(String word) throws IpException {
        if (name != null) {
            throw IpException.duplicate("name", word);
        }
        if (word.length() > MAX_NAME || !isName(word)) {
            throw IpException.wrong("\"name\" not a valid ifname", word);
        }
        name = word;
        device = device == null ? word : device;
    }

    private void device(String word) throws IpException {
        if (device != null && !device.equals(name)) {
            throw IpException.duplicateOrGarbage("dev", word);
        }
        if (!isName(word)) {
            throw IpException.wrong("\"dev\" not a valid ifname", word);
        }
        device = word;
    }

    /** Whether a link may be called so, however long. */
    static boolean isName(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '/' || c == ' ' || c >= '\t' && c <= '\r') {
                return false;
            }
        }
        return !word.isEmpty();
    }

    private void index(String word) throws IpException {
        if (index != 0) {
            throw IpException.duplicate("index", word);
        }
        index = (int) IpWords.number(word, 1, Integer.MAX_VALUE, "Invalid \"index\" value");
    }

    private void address(String word) throws IpException {
        byte[] address = LinkLayer.parse(word);
        addressLength = address.length;
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
        int fd = request.openNamespace(word);
        if (fd >= 0) {
            batch.int32(IfLink.IFLA_NET_NS_FD, fd);
        } else {
            batch.int32(IfLink.IFLA_NET_NS_PID, integer("netns", word));
        }
        moved = true;
    }

    private void lowerNamespace(String word) throws IpException, IOException {
        once("link-netns/link-netnsid", word);
        NamespaceNames names = new NamespaceNames(request.context());
        int fd = request.openNamespace(word);
        int number = fd < 0 ? fd : names.number(fd);
        if (fd >= 0 && number == Rtnetlink.NETNSA_NSID_NOT_ASSIGNED) {
            names.assign(fd);
            number = names.number(fd);
        }
        if (number < 0) {
            throw IpException.wrong(invalid("link-netns"), word);
        }
        batch.int32(IfLink.IFLA_LINK_NETNSID, number);
    }

    // ---- What can only be told at the end

    private void finish(IpWords words) throws IpException, IOException {
        if (name == null) {
            name = device;
        } else if (device == null) {
            device = name;
        }
        if (device != null && addressLength > 0 && !request.isCreate()) {
            requireLength(device);
        }
        if (index != 0 && !request.isCreate() && !moved) {
            throw IpException.usage(
                    "index can be used only when creating devices or when moving device to another netns.");
        }
        if (device == null && seen.contains("group")) {
            wholeGroup(words);
        } else if (request.isCreate()) {
            create();
        } else {
            change();
        }
    }

    private void requireLength(String device) throws IpException, IOException {
        int number = request.context().index(device);
        Link link = number == 0 ? null : LinkList.find(request.context(), number);
        Optional<byte[]> address =
                link == null ? Optional.empty() : link.attributes().bytes(IfLink.IFLA_ADDRESS);
        if (address.isPresent() && address.get().length != addressLength) {
            throw IpException.failure(
                    "Invalid address length " + addressLength + " - must be " + address.get().length + " bytes");
        }
    }

    private void wholeGroup(IpWords words) throws IpException {
        if (words.more()) {
            throw IpException.usage(LinkRequest.garbage(words));
        }
        if (request.isCreate()) {
            throw IpException.usage("group cannot be used when creating devices.");
        }
        kind = null;
    }

    private void create() throws IpException, IOException {
        if (name != null && !name.equals(device)) {
            throw IpException.usage("both \"name\" and \"dev\" cannot be used when creating devices.");
        }
        if (lower != null) {
            batch.int32(IfLink.IFLA_LINK, request.context().requireIndex(lower));
        }
        putName(name);
    }

    private void change() throws IpException, IOException {
        if (device == null) {
            throw IpException.usage("Not enough information: \"dev\" argument is required.");
        }
        int target = index;
        index = request.context().requireIndex(device);
        if (target != 0) {
            batch.int32(IfLink.IFLA_NEW_IFINDEX, target);
        }
        putName(device.equals(name) ? null : name);
    }

    private void putName(@Nullable String name) {
        if (name != null) {
            IpText.put(batch, IfLink.IFLA_IFNAME, name);
        }
    }
}
