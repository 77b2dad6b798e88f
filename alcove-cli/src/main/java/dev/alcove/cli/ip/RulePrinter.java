package dev.alcove.cli.ip;

import dev.alcove.linux.raw.RouteMessage;
import dev.alcove.linux.raw.RuleMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Prints rules: {@code 100: from 10.0.0.0/8 fwmark 0x1 lookup 100}. */
final class RulePrinter implements RtPrinter {
    private static final int NONE = -1;

    private final IpOutput out;
    private final boolean numeric;
    private final boolean details;

    RulePrinter(IpContext context) {
        out = context.out();
        numeric = context.globals().isNumeric();
        details = context.globals().details() > 0;
    }

    @Override
    public int fixed() {
        return RuleMessage.RULE_SIZE;
    }

    @Override
    public void print(RtMessage rule) throws IOException {
        out.openObject(null);
        if (rule.type() == RuleMessage.RTM_DELRULE) {
            out.bool("deleted", "Deleted ", true);
        }
        out.unsigned("priority", "", rule.unsignedOf(RuleMessage.FRA_PRIORITY), ":\t");
        if (hasFlag(rule, RuleMessage.FIB_RULE_INVERT)) {
            out.none("not", "not ");
        }
        printAddresses(rule);
        printSelectors(rule);
        printPorts(rule, RuleMessage.FRA_SPORT_RANGE, "sport");
        printPorts(rule, RuleMessage.FRA_DPORT_RANGE, "dport");
        if (rule.has(RuleMessage.FRA_TUN_ID)) {
            long id = rule.attributes().bigEndian64(RuleMessage.FRA_TUN_ID).getAsLong();
            out.unsigned("tun_id", " tun_id ", id, "");
        }
        printTable(rule);
        if (rule.has(RuleMessage.FRA_FLOW)) {
            printRealms(rule.intOf(RuleMessage.FRA_FLOW));
        }
        printAction(rule);
        int protocol = rule.byteOf(RuleMessage.FRA_PROTOCOL);
        boolean told = protocol != RouteMessage.RTPROT_UNSPEC && protocol != RouteMessage.RTPROT_KERNEL;
        if (rule.has(RuleMessage.FRA_PROTOCOL) && (told || details)) {
            out.string("protocol", " proto ", RtNames.PROTOCOLS.name(protocol, numeric), "");
        }
        out.text("\n");
        out.closeObject();
    }

    private static boolean hasFlag(RtMessage rule, int flag) {
        return (rule.int32(RuleMessage.FLAGS) & flag) != 0;
    }

    private void printAddresses(RtMessage rule) {
        int family = rule.int8(RuleMessage.FAMILY);
        byte[] source = rule.bytesOf(RuleMessage.FRA_SRC);
        int sourceLength = rule.int8(RuleMessage.SRC_LEN);
        if (source.length == 0 && sourceLength == 0) {
            out.string("src", "from ", "all", "");
        } else {
            printPrefix("from ", "src", family, source, sourceLength);
        }
        byte[] destination = rule.bytesOf(RuleMessage.FRA_DST);
        int destinationLength = rule.int8(RuleMessage.DST_LEN);
        if (destination.length > 0 || destinationLength > 0) {
            printPrefix(" to ", "dst", family, destination, destinationLength);
        }
    }

    private void printPrefix(String before, String key, int family, byte[] address, int length) {
        out.text(before);
        boolean known = address.length > 0;
        out.string(known ? RtValues.color(family) : null, key, "", known ? InetText.of(family, address) : "0", "");
        if (!known || length != InetPrefix.bits(family)) {
            out.number(key + "len", "/", length, "");
        }
    }

    private void printSelectors(RtMessage rule) throws IOException {
        int service = rule.int8(RuleMessage.TOS);
        if (service != 0) {
            out.string("tos", " tos ", RtValues.service(service, numeric), "");
        }
        printMark(rule);
        printLink(rule, RuleMessage.FRA_IIFNAME, "iif", RuleMessage.FIB_RULE_IIF_DETACHED);
        printLink(rule, RuleMessage.FRA_OIFNAME, "oif", RuleMessage.FIB_RULE_OIF_DETACHED);
        if (rule.byteOf(RuleMessage.FRA_L3MDEV) != 0) {
            out.none("l3mdev", " lookup [l3mdev-table]");
        }
        byte[] users = rule.bytesOf(RuleMessage.FRA_UID_RANGE);
        if (users.length == 2 * Integer.BYTES) {
            ByteBuffer range = ByteBuffer.wrap(users).order(ByteOrder.nativeOrder());
            out.unsigned("uid_start", " uidrange ", Integer.toUnsignedLong(range.getInt(0)), "");
            out.unsigned("uid_end", "-", Integer.toUnsignedLong(range.getInt(Integer.BYTES)), "");
        }
        if (rule.has(RuleMessage.FRA_IP_PROTO)) {
            String protocol = InetProtocols.name(rule.byteOf(RuleMessage.FRA_IP_PROTO), numeric);
            out.string("ipproto", " ipproto ", protocol, "");
        }
    }

    private void printMark(RtMessage rule) throws IOException {
        boolean masked = rule.has(RuleMessage.FRA_FWMASK) && rule.intOf(RuleMessage.FRA_FWMASK) != NONE;
        if (rule.has(RuleMessage.FRA_FWMARK) || rule.has(RuleMessage.FRA_FWMASK)) {
            out.prefixedHex("fwmark", " fwmark ", rule.unsignedOf(RuleMessage.FRA_FWMARK), "");
        }
        if (masked) {
            out.prefixedHex("fwmask", "/", rule.unsignedOf(RuleMessage.FRA_FWMASK), "");
        }
    }

    private void printLink(RtMessage rule, int attribute, String key, int detached) {
        if (rule.has(attribute)) {
            out.text(" " + key + " ");
            out.string(IpColor.INTERFACE, key, "", rule.textOf(attribute), "");
            if (hasFlag(rule, detached)) {
                out.none(key + "_detached", " [detached]");
            }
        }
    }

    private void printPorts(RtMessage rule, int attribute, String key) {
        byte[] ports = rule.bytesOf(attribute);
        if (ports.length != 2 * Short.BYTES) {
            return;
        }
        ByteBuffer range = ByteBuffer.wrap(ports).order(ByteOrder.nativeOrder());
        int start = Short.toUnsignedInt(range.getShort(0));
        int end = Short.toUnsignedInt(range.getShort(Short.BYTES));
        if (start == end) {
            out.number(key, " " + key + " ", start, "");
        } else {
            out.number(key + "_start", " " + key + " ", start, "");
            out.number(key + "_end", "-", end, "");
        }
    }

    private void printTable(RtMessage rule) throws IOException {
        int table = RuleFilter.table(rule);
        if (table == 0) {
            return;
        }
        out.string("table", " lookup ", RtNames.TABLES.name(Integer.toUnsignedLong(table), numeric), "");
        int length =
                rule.has(RuleMessage.FRA_SUPPRESS_PREFIXLEN) ? rule.intOf(RuleMessage.FRA_SUPPRESS_PREFIXLEN) : NONE;
        if (length != NONE) {
            out.number("suppress_prefixlen", " suppress_prefixlength ", length, "");
        }
        int group = rule.has(RuleMessage.FRA_SUPPRESS_IFGROUP) ? rule.intOf(RuleMessage.FRA_SUPPRESS_IFGROUP) : NONE;
        if (group != NONE) {
            out.string("suppress_ifgroup", " suppress_ifgroup ", RtNames.GROUPS.name(group, numeric), "");
        }
    }

    private void printRealms(int realms) throws IOException {
        String from = RtValues.realmFrom(realms, numeric);
        if (from.isEmpty()) {
            out.text(" realms ");
        } else {
            out.string("flow_from", " realms ", from, "/");
        }
        out.string("flow_to", "", RtValues.realmTo(realms, numeric), "");
    }

    private void printAction(RtMessage rule) throws IOException {
        int action = rule.int8(RuleMessage.ACTION);
        switch (action) {
            case RuleMessage.FR_ACT_TO_TBL -> {
                // the table says it
            }
            case RuleMessage.FR_ACT_GOTO -> {
                if (rule.has(RuleMessage.FRA_GOTO)) {
                    out.unsigned("goto", " goto ", rule.unsignedOf(RuleMessage.FRA_GOTO), "");
                } else {
                    out.string("goto", " goto ", "none", "");
                }
                if (hasFlag(rule, RuleMessage.FIB_RULE_UNRESOLVED)) {
                    out.none("unresolved", " [unresolved]");
                }
            }
            case RuleMessage.FR_ACT_NOP -> out.none("nop", " nop");
            case RouteMessage.RTN_NAT -> out.none("masquerade", " masquerade");
            default -> out.string("action", " ", RouteTypes.name(action, numeric), "");
        }
    }
}
