package dev.alcove.cli.ip;

import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Attributes.Attribute;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.IfKinds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;

/** A link for the frames of another one that have a certain tag. */
final class VlanKind extends LinkKind {
    private static final int MAX_SHORT = 0xffff;
    private static final long MAX_INT = 0xffff_ffffL;

    /** The names of the bits, in the order in which they are printed. */
    private static final String[] FLAGS = {"reorder_hdr", "gvrp", "mvrp", "loose_binding", "bridge_binding"};

    private static final int[] BITS = {
        IfKinds.VLAN_FLAG_REORDER_HDR,
        IfKinds.VLAN_FLAG_GVRP,
        IfKinds.VLAN_FLAG_MVRP,
        IfKinds.VLAN_FLAG_LOOSE_BINDING,
        IfKinds.VLAN_FLAG_BRIDGE_BINDING,
    };

    private int flags;
    private int mask;

    VlanKind() {
        super("vlan");
    }

    @Override
    void parse(LinkRequest request, IpWords words) throws IpException {
        Batch batch = request.batch();
        while (words.more()) {
            String word = words.next();
            if (IpWords.matches(word, "protocol")) {
                batch.bigEndian16(IfKinds.IFLA_VLAN_PROTOCOL, EtherTypes.number(words.next(), "protocol is invalid"));
            } else if (IpWords.matches(word, "id")) {
                long id = IpWords.number(words.next(), 0, MAX_SHORT, "id is invalid");
                batch.int16(IfKinds.IFLA_VLAN_ID, (int) id);
            } else if (IpWords.matches(word, "ingress-qos-map")) {
                map(batch, IfKinds.IFLA_VLAN_INGRESS_QOS, "invalid ingress-qos-map", words);
            } else if (IpWords.matches(word, "egress-qos-map")) {
                map(batch, IfKinds.IFLA_VLAN_EGRESS_QOS, "invalid egress-qos-map", words);
            } else {
                flag(word, words);
            }
        }
        if (mask != 0) {
            batch.attribute(IfKinds.IFLA_VLAN_FLAGS, pair(flags, mask));
        }
    }

    private void flag(String word, IpWords words) throws IpException {
        for (int i = 0; i < FLAGS.length; i++) {
            if (IpWords.matches(word, FLAGS[i])) {
                boolean on = isExactlyOn(FLAGS[i], words.next());
                mask |= BITS[i];
                flags = on ? flags | BITS[i] : flags & ~BITS[i];
                return;
            }
        }
        throw unknown(word, "command");
    }

    /** Reads pairs of priorities, as many as there are: {@code 0:3 1:4}. */
    private static void map(Batch batch, int attribute, String reason, IpWords words) throws IpException {
        batch.nest(attribute);
        while (words.more() && words.peek().indexOf(':') >= 0) {
            String word = words.next();
            int colon = word.indexOf(':');
            long from = IpWords.number(word.substring(0, colon), 0, MAX_INT, reason);
            long to = IpWords.number(word.substring(colon + 1), 0, MAX_INT, reason);
            batch.attribute(IfKinds.IFLA_VLAN_QOS_MAPPING, pair((int) from, (int) to));
        }
        batch.endNest();
    }

    private static byte[] pair(int first, int second) {
        return ByteBuffer.allocate(2 * Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(first)
                .putInt(second)
                .array();
    }

    @Override
    void print(IpContext context, Attributes data) throws IOException {
        IpOutput out = context.out();
        out.string("protocol", "protocol ", EtherTypes.name(data, IfKinds.IFLA_VLAN_PROTOCOL), " ");
        out.number("id", "id ", data.int16(IfKinds.IFLA_VLAN_ID).orElse(0), " ");
        Optional<byte[]> flags = data.bytes(IfKinds.IFLA_VLAN_FLAGS);
        if (flags.isPresent()) {
            printFlags(
                    out,
                    ByteBuffer.wrap(flags.get()).order(ByteOrder.nativeOrder()).getInt(0));
        }
        printMap(out, data.nested(IfKinds.IFLA_VLAN_INGRESS_QOS), "ingress");
        printMap(out, data.nested(IfKinds.IFLA_VLAN_EGRESS_QOS), "egress");
    }

    private static void printFlags(IpOutput out, int flags) {
        out.openArray("flags", "<");
        int rest = flags;
        for (int i = 0; i < FLAGS.length; i++) {
            if ((rest & BITS[i]) != 0) {
                rest &= ~BITS[i];
                out.string(null, "", FLAGS[i].toUpperCase(Locale.ROOT), rest == 0 ? "" : ",");
            }
        }
        if (rest != 0) {
            out.hex(null, "", Integer.toUnsignedLong(rest), "");
        }
        out.closeArray("> ");
    }

    private static void printMap(IpOutput out, Optional<Attributes> map, String direction) throws IOException {
        if (map.isEmpty()) {
            return;
        }
        out.line();
        out.openArray(direction + "_qos", "      " + direction + "-qos-map { ");
        for (Attribute pair : map.get().all()) {
            long from = Integer.toUnsignedLong(pair.value().getInt(0));
            long to = Integer.toUnsignedLong(pair.value().getInt(Integer.BYTES));
            out.openObject(null);
            out.unsigned("from", "", from, ":");
            out.unsigned("to", "", to, " ");
            out.closeObject();
        }
        out.closeArray("} ");
    }

    @Override
    String usage() {
        return """
                Usage: ip link ... type vlan id NUMBER [ protocol { 802.1Q | 802.1ad } ]
                       [ { reorder_hdr | gvrp | mvrp | loose_binding | bridge_binding } { on | off } ]...
                       [ ingress-qos-map FROM:TO... ] [ egress-qos-map FROM:TO... ]""";
    }
}
