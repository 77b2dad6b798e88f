package dev.alcove.cli.ip;

import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.raw.IfKinds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/** Prints what there is to say of a vxlan. */
final class VxlanPrinter {
    private static final int INHERIT = 1;
    private static final int INET = 4;
    private static final String[] FRAGMENTS = {"unset", "set", "inherit"};

    /**
     * A setting that is on or off.
     *
     * @param word in text, and what is typed
     * @param key in JSON
     */
    private record Flag(String word, int attribute, String key) {}

    private static final Flag EXTERNAL = new Flag("external", IfKinds.IFLA_VXLAN_COLLECT_METADATA, "external");
    private static final Flag FILTER = new Flag("vnifilter", IfKinds.IFLA_VXLAN_VNIFILTER, "vnifilter");
    private static final Flag LEARNING = new Flag("learning", IfKinds.IFLA_VXLAN_LEARNING, "learning");
    private static final Flag PROXY = new Flag("proxy", IfKinds.IFLA_VXLAN_PROXY, "proxy");
    private static final Flag RSC = new Flag("rsc", IfKinds.IFLA_VXLAN_RSC, "rsc");
    private static final Flag L2MISS = new Flag("l2miss", IfKinds.IFLA_VXLAN_L2MISS, "l2miss");
    private static final Flag L3MISS = new Flag("l3miss", IfKinds.IFLA_VXLAN_L3MISS, "l3miss");
    private static final Flag CHECKSUM = new Flag("udpcsum", IfKinds.IFLA_VXLAN_UDP_CSUM, "udp_csum");
    private static final Flag ZERO_SENT =
            new Flag("udp6zerocsumtx", IfKinds.IFLA_VXLAN_UDP_ZERO_CSUM6_TX, "udp_zero_csum6_tx");
    private static final Flag ZERO_RECEIVED =
            new Flag("udp6zerocsumrx", IfKinds.IFLA_VXLAN_UDP_ZERO_CSUM6_RX, "udp_zero_csum6_rx");
    private static final Flag REMOTE_SENT = new Flag("remcsumtx", IfKinds.IFLA_VXLAN_REMCSUM_TX, "remcsum_tx");
    private static final Flag REMOTE_RECEIVED = new Flag("remcsumrx", IfKinds.IFLA_VXLAN_REMCSUM_RX, "remcsum_rx");
    private static final Flag GBP = new Flag("gbp", IfKinds.IFLA_VXLAN_GBP, "gbp");
    private static final Flag GPE = new Flag("gpe", IfKinds.IFLA_VXLAN_GPE, "gpe");

    private static final Flag[] FLAGS = {
        EXTERNAL,
        FILTER,
        LEARNING,
        PROXY,
        RSC,
        L2MISS,
        L3MISS,
        CHECKSUM,
        ZERO_SENT,
        ZERO_RECEIVED,
        REMOTE_SENT,
        REMOTE_RECEIVED,
        GBP,
        GPE,
    };

    private final IpContext context;
    private final IpOutput out;
    private final Attributes data;

    VxlanPrinter(IpContext context, Attributes data) {
        this.context = context;
        this.out = context.out();
        this.data = data;
    }

    /** The attribute of a setting that is on or off. */
    static int attribute(String word) {
        for (Flag flag : FLAGS) {
            if (flag.word.equals(word)) {
                return flag.attribute;
            }
        }
        throw new IllegalArgumentException(word);
    }

    void print() throws IOException {
        set(EXTERNAL, " ");
        set(FILTER, "");
        number(IfKinds.IFLA_VXLAN_ID, "id", "id ");
        remote();
        address(IfKinds.IFLA_VXLAN_LOCAL, IfKinds.IFLA_VXLAN_LOCAL6, "local");
        OptionalInt link = data.int32(IfKinds.IFLA_VXLAN_LINK);
        if (link.orElse(0) != 0) {
            out.string("link", "dev ", context.name(link.getAsInt()), " ");
        }
        ports();
        if (data.has(LEARNING.attribute)) {
            boolean learning = isSet(LEARNING);
            out.bool(LEARNING.key, learning ? "" : "nolearning ", learning);
        }
        set(PROXY, " ");
        set(RSC, " ");
        set(L2MISS, " ");
        set(L3MISS, " ");
        header();
        OptionalInt ageing = data.int32(IfKinds.IFLA_VXLAN_AGEING);
        if (ageing.isPresent()) {
            String none =
                    ageing.getAsInt() == 0 && !out.isJson() ? "none" : Integer.toUnsignedString(ageing.getAsInt());
            out.literal("ageing", "ageing ", none, " ");
        }
        if (data.int32(IfKinds.IFLA_VXLAN_LIMIT).orElse(0) != 0) {
            number(IfKinds.IFLA_VXLAN_LIMIT, "limit", "maxaddr ");
        }
        option(CHECKSUM);
        option(ZERO_SENT);
        option(ZERO_RECEIVED);
        set(REMOTE_SENT, " ");
        set(REMOTE_RECEIVED, " ");
        present(GBP);
        present(GPE);
    }

    private boolean isSet(Flag flag) throws IOException {
        return data.int8(flag.attribute).orElse(0) != 0;
    }

    private void set(Flag flag, String after) throws IOException {
        if (isSet(flag)) {
            out.bool(flag.key, flag.word + after, true);
        }
    }

    private void option(Flag flag) throws IOException {
        if (data.has(flag.attribute)) {
            boolean set = isSet(flag);
            out.bool(flag.key, (set ? "" : "no") + flag.word + " ", set);
        }
    }

    private void present(Flag flag) {
        if (data.has(flag.attribute)) {
            out.bool(flag.key, flag.word + " ", true);
        }
    }

    private void number(int attribute, String key, String before) throws IOException {
        OptionalInt value = data.int32(attribute);
        if (value.isPresent()) {
            out.unsigned(key, before, Integer.toUnsignedLong(value.getAsInt()), " ");
        }
    }

    private void remote() {
        Optional<byte[]> inet = data.bytes(IfKinds.IFLA_VXLAN_GROUP);
        Optional<byte[]> either = inet.isPresent() ? inet : data.bytes(IfKinds.IFLA_VXLAN_GROUP6);
        boolean multicast = either.isPresent() && isMulticast(either.get());
        address(IfKinds.IFLA_VXLAN_GROUP, IfKinds.IFLA_VXLAN_GROUP6, multicast ? "group" : "remote");
    }

    /** An address of either family, unless it is all zeros. */
    private void address(int inet, int inet6, String key) {
        boolean is4 = data.has(inet);
        Optional<byte[]> address = data.bytes(is4 ? inet : inet6);
        if (address.isPresent() && !isZero(address.get())) {
            out.string(is4 ? key : key + "6", key + " ", InetText.of(address.get()), " ");
        }
    }

    /** Whether an address, of either family, is that of a group. */
    static boolean isMulticast(byte[] address) {
        return address.length == INET ? (address[0] & 0xf0) == 0xe0 : (address[0] & 0xff) == 0xff;
    }

    private static boolean isZero(byte[] bytes) {
        for (byte b : bytes) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private void ports() throws IOException {
        Optional<byte[]> range = data.bytes(IfKinds.IFLA_VXLAN_PORT_RANGE);
        if (range.isPresent()) {
            ByteBuffer ports = ByteBuffer.wrap(range.get());
            out.openObject("port_range");
            out.number("low", "srcport ", Short.toUnsignedInt(ports.getShort(0)), " ");
            out.number("high", "", Short.toUnsignedInt(ports.getShort(Short.BYTES)), " ");
            out.closeObject();
        }
        OptionalInt port = data.bigEndian16(IfKinds.IFLA_VXLAN_PORT);
        if (port.isPresent()) {
            out.number("port", "dstport ", port.getAsInt(), " ");
        }
    }

    /** What is said of the header of what is sent. */
    private void header() throws IOException {
        int tos = data.int8(IfKinds.IFLA_VXLAN_TOS).orElse(0);
        if (tos == INHERIT && !out.isJson()) {
            out.text("tos inherit ");
        } else if (tos != 0) {
            out.prefixedHex("tos", "tos ", tos, " ");
        }
        OptionalInt ttl = data.int8(IfKinds.IFLA_VXLAN_TTL);
        if (data.int8(IfKinds.IFLA_VXLAN_TTL_INHERIT).orElse(0) != 0) {
            out.text("ttl inherit ");
        } else if (ttl.isPresent() && ttl.getAsInt() == 0 && !out.isJson()) {
            out.text("ttl auto ");
        } else if (ttl.isPresent()) {
            out.number("ttl", "ttl ", ttl.getAsInt(), " ");
        }
        OptionalInt fragments = data.int8(IfKinds.IFLA_VXLAN_DF);
        if (fragments.isPresent() && fragments.getAsInt() < FRAGMENTS.length) {
            String name = FRAGMENTS[fragments.getAsInt()];
            if (out.isJson() || fragments.getAsInt() != 0) {
                out.string("df", "df ", name, " ");
            }
        }
        int label = data.bigEndian32(IfKinds.IFLA_VXLAN_LABEL).orElse(0);
        if (label != 0) {
            out.prefixedHex("label", "flowlabel ", Integer.toUnsignedLong(label), " ");
        }
    }
}
