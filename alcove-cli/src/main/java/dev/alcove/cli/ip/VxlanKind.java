package dev.alcove.cli.ip;

import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.IfKinds;
import dev.alcove.linux.raw.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A link to others over a network of IP: what can be set of it. {@link VxlanPrinter} prints it. */
final class VxlanKind extends LinkKind {
    private static final int MAX_ID = 0xff_ffff;
    private static final int MAX_LABEL = 0xf_ffff;
    private static final int MAX_PORT = 0xffff;
    private static final int MAX_BYTE = 0xff;
    private static final long MAX_INT = 0xffff_ffffL;
    private static final int INHERIT = 1;
    private static final int GPE_PORT = 4790;
    private static final String[] FRAGMENTS = {"unset", "set", "inherit"};
    private static final String NO_PORT = """
            vxlan: destination port not specified
            Will use Linux kernel default (non-standard value)
            Use 'dstport 4789' to get the IANA assigned value
            Use 'dstport 0' to get default and quiet this message""";

    // spotless:off
    private static final Keywords WORDS = new Keywords(
            "id* vni*", "group*", "remote*", "local*", "dev*", "ttl* hoplimit*", "tos* dsfield*", "df*", "flowlabel* label*",
            "ageing*", "maxaddress*", "srcport* port*", "dstport*", "nolearning*", "learning*", "noproxy*", "proxy*", "norsc*",
            "rsc*", "nol2miss*", "l2miss*", "nol3miss*", "l3miss*", "udpcsum*", "noudpcsum*", "udp6zerocsumtx*",
            "noudp6zerocsumtx*", "udp6zerocsumrx*", "noudp6zerocsumrx*", "remcsumtx*", "noremcsumtx*", "remcsumrx*",
            "noremcsumrx*", "external*", "noexternal*", "gbp*", "gpe*", "vnifilter", "novnifilter", "help*");
    // spotless:on

    private final Set<Integer> seen = new HashSet<>();
    private @Nullable InetPrefix local;
    private @Nullable InetPrefix remote;
    private boolean learning = true;
    private boolean external;
    private boolean filter;
    private int port;

    VxlanKind() {
        super("vxlan");
    }

    @Override
    void parse(LinkRequest request, IpWords words) throws IpException, IOException {
        while (words.more()) {
            String word = words.next();
            String keyword = WORDS.find(word);
            if (keyword.isEmpty() || keyword.equals("help")) {
                throw unknown(word, "command");
            }
            take(request, keyword, words, word);
        }
        check(request);
        finish(request);
    }

    private void take(LinkRequest request, String keyword, IpWords words, String word) throws IpException, IOException {
        Batch batch = request.batch();
        switch (keyword) {
            case "id" -> batch.int32(IfKinds.IFLA_VXLAN_ID, (int) number(words, "id", IfKinds.IFLA_VXLAN_ID, MAX_ID));
            case "group", "remote" -> remote(keyword, words);
            case "local" -> local(words);
            case "dev" -> device(request, words);
            case "ttl" -> timeToLive(batch, words);
            case "tos" -> service(batch, words);
            case "df" -> fragments(batch, words);
            case "flowlabel" ->
                batch.bigEndian32(IfKinds.IFLA_VXLAN_LABEL, (int)
                        number(words, "flowlabel", IfKinds.IFLA_VXLAN_LABEL, MAX_LABEL));
            case "ageing" ->
                batch.int32(
                        IfKinds.IFLA_VXLAN_AGEING,
                        limit(words, keyword, IfKinds.IFLA_VXLAN_AGEING, "none", "ageing timer"));
            case "maxaddress" ->
                batch.int32(
                        IfKinds.IFLA_VXLAN_LIMIT,
                        limit(words, keyword, IfKinds.IFLA_VXLAN_LIMIT, "unlimited", "max addresses"));
            case "srcport" -> ports(batch, words);
            case "dstport" -> {
                once(IfKinds.IFLA_VXLAN_PORT, keyword, words.peek());
                port = (int) IpWords.number(words.next(), 0, MAX_PORT, "dst port");
            }
            default -> option(batch, keyword, word);
        }
    }

    // ---- Settings

    private void once(int attribute, String setting, String word) throws IpException {
        if (!seen.add(attribute)) {
            throw IpException.duplicateOrGarbage(setting, word);
        }
    }

    private long number(IpWords words, String setting, int attribute, long max) throws IpException {
        once(attribute, setting, words.peek());
        return IpWords.number(words.next(), 0, max, "invalid " + setting);
    }

    private int limit(IpWords words, String setting, int attribute, String none, String reason) throws IpException {
        once(attribute, setting, words.peek());
        String word = words.next();
        return word.equals(none) ? 0 : (int) IpWords.number(word, 0, MAX_INT, reason);
    }

    private void remote(String keyword, IpWords words) throws IpException {
        InetPrefix given = remote;
        if (given != null && isMulticast(given) != keyword.equals("group")) {
            throw IpException.failure("vxlan: both group and remote cannot be specified");
        }
        once(IfKinds.IFLA_VXLAN_GROUP, keyword, words.peek());
        remote = address(words.next(), keyword, local, keyword.equals("group"));
    }

    private void local(IpWords words) throws IpException {
        once(IfKinds.IFLA_VXLAN_LOCAL, "local", words.peek());
        local = address(words.next(), "local", remote, false);
    }

    /** Reads an address of the family of the other one. */
    private static InetPrefix address(String word, String what, @Nullable InetPrefix other, boolean multicast)
            throws IpException {
        InetPrefix address = InetPrefix.address(word, other == null ? Socket.AF_UNSPEC : other.family());
        if (address.bytes().length == 0 || isMulticast(address) != multicast) {
            throw IpException.wrong("invalid " + what + " address", word);
        }
        return address;
    }

    private static boolean isMulticast(InetPrefix address) {
        return VxlanPrinter.isMulticast(address.bytes());
    }

    private void device(LinkRequest request, IpWords words) throws IpException, IOException {
        once(IfKinds.IFLA_VXLAN_LINK, "dev", words.peek());
        String name = words.next();
        int index = request.context().index(name);
        if (index == 0) {
            throw IpException.usage("Cannot find device \"" + name + "\"");
        }
        request.batch().int32(IfKinds.IFLA_VXLAN_LINK, index);
    }

    private void timeToLive(Batch batch, IpWords words) throws IpException {
        once(IfKinds.IFLA_VXLAN_TTL, "ttl", words.peek());
        String word = words.next();
        if (word.equals("inherit")) {
            batch.flag(IfKinds.IFLA_VXLAN_TTL_INHERIT);
            return;
        }
        long ttl = word.equals("auto") ? 0 : IpWords.number(word, 0, MAX_INT, "invalid TTL");
        if (ttl > MAX_BYTE) {
            throw IpException.wrong("TTL must be <= 255", word);
        }
        batch.int8(IfKinds.IFLA_VXLAN_TTL, (int) ttl);
    }

    private void service(Batch batch, IpWords words) throws IpException, IOException {
        once(IfKinds.IFLA_VXLAN_TOS, "tos", words.peek());
        String word = words.next();
        long service = word.equals("inherit") ? INHERIT : RtNames.SERVICES.number(word);
        if (service < 0) {
            throw IpException.wrong("bad TOS value", word);
        }
        batch.int8(IfKinds.IFLA_VXLAN_TOS, (int) service);
    }

    private void fragments(Batch batch, IpWords words) throws IpException {
        once(IfKinds.IFLA_VXLAN_DF, "df", words.peek());
        String word = words.next();
        for (int i = 0; i < FRAGMENTS.length; i++) {
            if (FRAGMENTS[i].equals(word)) {
                batch.int8(IfKinds.IFLA_VXLAN_DF, i);
                return;
            }
        }
        throw IpException.wrong("DF must be 'unset', 'set' or 'inherit'", word);
    }

    private void ports(Batch batch, IpWords words) throws IpException {
        once(IfKinds.IFLA_VXLAN_PORT_RANGE, "srcport", words.peek());
        long low = IpWords.number(words.next(), 0, MAX_PORT, "min port");
        long high = IpWords.number(words.next(), 0, MAX_PORT, "max port");
        if (low != 0 || high != 0) {
            byte[] range = ByteBuffer.allocate(2 * Short.BYTES)
                    .putShort((short) low)
                    .putShort((short) high)
                    .array();
            batch.attribute(IfKinds.IFLA_VXLAN_PORT_RANGE, range);
        }
    }

    /** A word alone, which {@code no} may stand in front of. */
    private void option(Batch batch, String keyword, String word) throws IpException {
        boolean on = !keyword.startsWith("no");
        int attribute = VxlanPrinter.attribute(on ? keyword : keyword.substring(2));
        once(attribute, word, word);
        switch (attribute) {
            case IfKinds.IFLA_VXLAN_LEARNING -> learning = on;
            case IfKinds.IFLA_VXLAN_GBP, IfKinds.IFLA_VXLAN_GPE -> batch.flag(attribute);
            case IfKinds.IFLA_VXLAN_COLLECT_METADATA -> {
                external = on;
                learning &= !on;
                batch.int8(attribute, on ? 1 : 0);
            }
            case IfKinds.IFLA_VXLAN_VNIFILTER -> {
                filter |= on;
                batch.int8(attribute, on ? 1 : 0);
            }
            default -> batch.int8(attribute, on ? 1 : 0);
        }
    }

    // ---- What can only be told at the end

    private void check(LinkRequest request) throws IpException, IOException {
        boolean withId = seen.contains(IfKinds.IFLA_VXLAN_ID);
        if (filter && !external) {
            throw IpException.failure("vxlan: vnifilter is valid only when 'external' is set");
        }
        if (external && withId) {
            throw IpException.failure("vxlan: both 'external' and vni cannot be specified");
        }
        if (!external && !withId && !request.isChange()) {
            throw IpException.failure("vxlan: missing virtual network identifier");
        }
        if (remote != null && isMulticast(remote) && !seen.contains(IfKinds.IFLA_VXLAN_LINK)) {
            throw IpException.failure("vxlan: 'group' requires 'dev' to be specified");
        }
        if (!seen.contains(IfKinds.IFLA_VXLAN_PORT) && seen.contains(IfKinds.IFLA_VXLAN_GPE)) {
            port = GPE_PORT;
        } else if (!seen.contains(IfKinds.IFLA_VXLAN_PORT) && !request.isChange()) {
            request.context().warn(NO_PORT);
        }
    }

    private void finish(LinkRequest request) {
        Batch batch = request.batch();
        if (local != null) {
            boolean inet = local.family() == Socket.AF_INET;
            batch.attribute(inet ? IfKinds.IFLA_VXLAN_LOCAL : IfKinds.IFLA_VXLAN_LOCAL6, local.bytes());
        }
        if (remote != null) {
            boolean inet = remote.family() == Socket.AF_INET;
            batch.attribute(inet ? IfKinds.IFLA_VXLAN_GROUP : IfKinds.IFLA_VXLAN_GROUP6, remote.bytes());
        } else if (local == null && request.family() == Socket.AF_INET6) {
            batch.attribute(IfKinds.IFLA_VXLAN_GROUP6, new byte[InetPrefix.bits(Socket.AF_INET6) / Byte.SIZE]);
        }
        if (!request.isChange() || seen.contains(IfKinds.IFLA_VXLAN_LEARNING)) {
            batch.int8(IfKinds.IFLA_VXLAN_LEARNING, learning ? 1 : 0);
        }
        if (port != 0) {
            batch.bigEndian16(IfKinds.IFLA_VXLAN_PORT, port);
        }
    }

    @Override
    void print(IpContext context, Attributes data) throws IOException {
        new VxlanPrinter(context, data).print();
    }

    @Override
    String usage() {
        return """
                Usage: ip link ... type vxlan { id NUMBER | external } [ { group | remote } ADDRESS ] [ local ADDRESS ]
                       [ dev DEVICE ] [ dstport PORT ] [ srcport MIN MAX ] [ ttl { NUMBER | auto | inherit } ]
                       [ tos { NUMBER | inherit } ] [ df { unset | set | inherit } ] [ flowlabel NUMBER ]
                       [ ageing { SECONDS | none } ] [ maxaddress { NUMBER | unlimited } ] [ gbp ] [ gpe ]
                       [ [no]{ learning | proxy | rsc | l2miss | l3miss | udpcsum | udp6zerocsumtx | udp6zerocsumrx } ]...
                       [ [no]{ remcsumtx | remcsumrx | external | vnifilter } ]...""";
    }
}
