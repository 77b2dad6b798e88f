package dev.alcove.cli.ip;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.raw.RuleMessage;
import dev.alcove.linux.raw.Socket;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which rules are meant, and the words that say so: {@code from 10.0.0.0/8 table 100}. */
final class RuleFilter {
    private static final Keywords WORDS = new Keywords(
            "preference* order* priority*",
            "not",
            "tos dsfield",
            "fwmark",
            "dev iif",
            "oif",
            "l3mdev",
            "uidrange",
            "tun_id*",
            "lookup* table*",
            "from* src*",
            "protocol*",
            "ipproto",
            "sport",
            "dport",
            "dst* to*");

    private static final byte[] NONE = {};

    /** The family that is listed, and in which prefixes are read: IPv4 unless told. */
    private final int family;

    private final boolean isFamilyGiven;
    private boolean isPriorityGiven;
    private int priority;
    private boolean inverted;
    private int service;
    private int mark;
    private int mask;
    private String in = "";
    private String out = "";
    private boolean isMaster;
    private byte[] users = NONE;
    private long tunnel;
    private int table;
    private boolean isProtocolGiven;
    private int protocol;
    private int above;
    private byte[] sourcePorts = NONE;
    private byte[] destinationPorts = NONE;
    private @Nullable InetPrefix source;
    private @Nullable InetPrefix destination;

    private RuleFilter(int family) {
        isFamilyGiven = family != Socket.AF_UNSPEC;
        this.family = isFamilyGiven ? family : Socket.AF_INET;
    }

    static RuleFilter read(IpContext context, IpWords words) throws IpException, IOException {
        RuleFilter filter = new RuleFilter(context.globals().family());
        while (words.more()) {
            String word = words.next();
            filter.take(WORDS.find(word), word, words);
        }
        return filter;
    }

    int family() {
        return family;
    }

    private void take(String known, String word, IpWords words) throws IpException, IOException {
        switch (known) {
            case "preference" -> {
                priority = RtValues.int32(words.next(), "preference value is invalid\n");
                isPriorityGiven = true;
            }
            case "not" -> inverted = true;
            case "tos" -> service = RtNames.SERVICES.require(words.next(), "TOS value is invalid\n");
            case "fwmark" -> {
                RuleValues.Mark given = RuleValues.mark(words.next());
                mark = given.value();
                mask = given.hasMask() ? given.mask() : 0;
            }
            case "dev" -> in = RuleValues.link(words.next(), "\"iif\"/\"dev\" not a valid ifname");
            case "oif" -> out = RuleValues.link(words.next(), "\"oif\" not a valid ifname");
            case "l3mdev" -> isMaster = true;
            case "uidrange" -> users = RuleValues.users(words.next());
            case "tun_id" -> tunnel = IpWords.number(words.next(), 0, Long.MAX_VALUE, "\"tun_id\" value is invalid\n");
            case "lookup" -> table = RtNames.TABLES.require(words.next(), "table id value is invalid\n");
            case "from" -> source = InetPrefix.prefix(words.next(), family);
            case "protocol" -> protocol(words.next());
            case "ipproto" -> above = InetProtocols.require(words.next());
            case "sport" -> sourcePorts = RuleValues.ports(words.next(), "port");
            case "dport" -> destinationPorts = RuleValues.ports(words.next(), "dport");
            case "dst" -> destination = InetPrefix.prefix(words.next(), family);
            default -> destination = InetPrefix.prefix(word, family);
        }
    }

    private void protocol(String name) throws IpException, IOException {
        isProtocolGiven = !name.equals("all") || RtNames.PROTOCOLS.number(name) >= 0;
        protocol = isProtocolGiven ? RtNames.PROTOCOLS.require(name, "invalid \"protocol\"\n") : 0;
    }

    /** The table that a rule looks in; 0 if in none. */
    static int table(RtMessage rule) throws MalformedException {
        return rule.has(RuleMessage.FRA_TABLE) ? rule.intOf(RuleMessage.FRA_TABLE) : rule.int8(RuleMessage.TABLE);
    }

    /** Whether a rule is selected. Who made it does not count where rules are listed. */
    boolean accepts(RtMessage rule) throws MalformedException {
        return (!isFamilyGiven || family == rule.int8(RuleMessage.FAMILY))
                && (!isPriorityGiven || priority == rule.intOf(RuleMessage.FRA_PRIORITY))
                && (!inverted || (rule.int32(RuleMessage.FLAGS) & RuleMessage.FIB_RULE_INVERT) != 0)
                && accepts(rule, source, RuleMessage.SRC_LEN, RuleMessage.FRA_SRC)
                && accepts(rule, destination, RuleMessage.DST_LEN, RuleMessage.FRA_DST)
                && (service == 0 || service == rule.int8(RuleMessage.TOS))
                && (mark == 0 || mark == rule.intOf(RuleMessage.FRA_FWMARK))
                && (mask == 0 || mask == rule.intOf(RuleMessage.FRA_FWMASK))
                && (in.isEmpty() || in.equals(rule.textOf(RuleMessage.FRA_IIFNAME)))
                && (out.isEmpty() || out.equals(rule.textOf(RuleMessage.FRA_OIFNAME)))
                && (!isMaster || rule.byteOf(RuleMessage.FRA_L3MDEV) != 0)
                && isOrAny(users, rule.bytesOf(RuleMessage.FRA_UID_RANGE))
                && (above == 0 || above == rule.byteOf(RuleMessage.FRA_IP_PROTO))
                && isOrAny(sourcePorts, rule.bytesOf(RuleMessage.FRA_SPORT_RANGE))
                && isOrAny(destinationPorts, rule.bytesOf(RuleMessage.FRA_DPORT_RANGE))
                && acceptsTunnel(rule)
                && (table == 0 || table == table(rule));
    }

    /** Whether a rule that is selected is one of those to be flushed, which who made it counts for. */
    boolean acceptsProtocol(RtMessage rule) throws MalformedException {
        return !isProtocolGiven || protocol == rule.byteOf(RuleMessage.FRA_PROTOCOL);
    }

    private boolean acceptsTunnel(RtMessage rule) throws MalformedException {
        return tunnel == 0
                || tunnel
                        == rule.attributes().bigEndian64(RuleMessage.FRA_TUN_ID).orElse(0);
    }

    private static boolean isOrAny(byte[] wanted, byte[] value) {
        return wanted.length == 0 || Arrays.equals(wanted, value);
    }

    private static boolean accepts(RtMessage rule, @Nullable InetPrefix wanted, int length, int attribute) {
        if (wanted == null || wanted.family() == Socket.AF_UNSPEC) {
            return true;
        }
        byte[] address = rule.bytesOf(attribute);
        return wanted.family() == rule.int8(RuleMessage.FAMILY)
                && wanted.length() <= rule.int8(length)
                && (address.length == 0 || wanted.matches(address, wanted.length()));
    }
}
