package dev.alcove.cli.ip;

import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.Netlink;
import dev.alcove.linux.raw.RouteMessage;
import dev.alcove.linux.raw.RuleMessage;
import dev.alcove.linux.raw.Socket;
import java.io.IOException;

/** Reads the description of a rule, and asks the kernel to add or delete it. */
final class RuleRequest {
    private static final Keywords WORDS = new Keywords(
            "not",
            "from",
            "to",
            "preference* order* priority*",
            "tos dsfield*",
            "fwmark",
            "realms*",
            "protocol*",
            "tun_id*",
            "table* lookup",
            "suppress_prefixlength* sup_pl",
            "suppress_ifgroup* sup_group",
            "dev iif",
            "oif",
            "l3mdev",
            "uidrange",
            "nat map-to*",
            "ipproto",
            "sport",
            "dport");

    private static final Keywords ACTIONS = new Keywords("help*", "goto*", "nop*");

    private static final int MAX_BYTE = 255;

    private final Batch batch = new Batch();
    private final boolean add;
    private final int family;
    private int table;
    private int action;
    private boolean hasTable;
    private boolean isMaster;

    private RuleRequest(int family, boolean add) {
        this.family = family;
        this.add = add;
        action = add ? RuleMessage.FR_ACT_TO_TBL : 0;
    }

    static void run(IpContext context, boolean add, IpWords words) throws IpException, IOException {
        if (!words.more()) {
            throw IpException.failure("\"ip rule " + (add ? "add" : "del") + "\" requires arguments.");
        }
        RuleRequest request = new RuleRequest(context.globals().family(), add);
        int flags = add ? Netlink.NLM_F_CREATE | Netlink.NLM_F_EXCL : 0;
        request.batch
                .begin(
                        add ? RuleMessage.RTM_NEWRULE : RuleMessage.RTM_DELRULE,
                        flags | RtEcho.flag(context),
                        "cannot change a rule")
                .zeros(RuleMessage.RULE_SIZE);
        while (words.more()) {
            String word = words.next();
            request.take(WORDS.find(word), word, words);
        }
        request.writeHeader();
        RtEcho.exchange(context, request.batch.end(), new RulePrinter(context));
    }

    private void take(String known, String word, IpWords words) throws IpException, IOException {
        switch (known) {
            case "not" -> batch.replace32(RuleMessage.FLAGS, RuleMessage.FIB_RULE_INVERT);
            case "from" -> prefix(RuleMessage.FRA_SRC, RuleMessage.SRC_LEN, words.next());
            case "to" -> prefix(RuleMessage.FRA_DST, RuleMessage.DST_LEN, words.next());
            case "preference" ->
                batch.int32(RuleMessage.FRA_PRIORITY, RtValues.int32(words.next(), "preference value is invalid\n"));
            case "tos" ->
                batch.replace8(RuleMessage.TOS, RtNames.SERVICES.require(words.next(), "TOS value is invalid\n"));
            case "fwmark" -> mark(words.next());
            case "realms" -> batch.int32(RuleMessage.FRA_FLOW, RtValues.realms(words.next(), "invalid realms\n"));
            case "protocol" ->
                batch.int8(
                        RuleMessage.FRA_PROTOCOL,
                        RtNames.PROTOCOLS.require(words.next(), "\"protocol\" value is invalid\n"));
            case "tun_id" ->
                batch.bigEndian64(
                        RuleMessage.FRA_TUN_ID,
                        IpWords.number(words.next(), 0, Long.MAX_VALUE, "\"tun_id\" value is invalid\n"));
            case "table" -> {
                table = RtNames.TABLES.require(words.next(), "invalid table ID\n");
                hasTable = true;
            }
            case "suppress_prefixlength" ->
                batch.int32(RuleMessage.FRA_SUPPRESS_PREFIXLEN, (int)
                        IpWords.number(words.next(), 0, Integer.MAX_VALUE, "suppress_prefixlength value is invalid\n"));
            case "suppress_ifgroup" ->
                batch.int32(
                        RuleMessage.FRA_SUPPRESS_IFGROUP,
                        RtNames.GROUPS.require(words.next(), "Invalid \"suppress_ifgroup\" value\n"));
            case "l3mdev" -> {
                batch.int8(RuleMessage.FRA_L3MDEV, 1);
                isMaster = true;
            }
            default -> takeMore(known, word, words);
        }
    }

    private void takeMore(String known, String word, IpWords words) throws IpException, IOException {
        switch (known) {
            case "dev" ->
                IpText.put(
                        batch,
                        RuleMessage.FRA_IIFNAME,
                        RuleValues.link(words.next(), "\"iif\"/\"dev\" not a valid ifname"));
            case "oif" ->
                IpText.put(batch, RuleMessage.FRA_OIFNAME, RuleValues.link(words.next(), "\"oif\" not a valid ifname"));
            case "uidrange" -> batch.attribute(RuleMessage.FRA_UID_RANGE, RuleValues.users(words.next()));
            case "nat" -> throw IpException.unsupported("\"" + word + "\" of a rule");
            case "ipproto" -> batch.int8(RuleMessage.FRA_IP_PROTO, InetProtocols.require(words.next()));
            case "sport" -> batch.attribute(RuleMessage.FRA_SPORT_RANGE, RuleValues.ports(words.next(), "port"));
            case "dport" -> batch.attribute(RuleMessage.FRA_DPORT_RANGE, RuleValues.ports(words.next(), "dport"));
            default -> action(word.equals("type") ? words.next() : word, words);
        }
    }

    private void prefix(int attribute, int length, String word) throws IpException {
        InetPrefix prefix = InetPrefix.prefix(word, family);
        batch.replace8(length, prefix.length()).attribute(attribute, prefix.bytes());
    }

    private void mark(String word) throws IpException {
        RuleValues.Mark mark = RuleValues.mark(word);
        batch.int32(RuleMessage.FRA_FWMARK, mark.value());
        if (mark.hasMask()) {
            batch.int32(RuleMessage.FRA_FWMASK, mark.mask());
        }
    }

    private void action(String word, IpWords words) throws IpException {
        switch (ACTIONS.find(word)) {
            case "help" -> throw RuleObject.usage();
            case "goto" -> {
                action = RuleMessage.FR_ACT_GOTO;
                batch.int32(RuleMessage.FRA_GOTO, RtValues.int32(words.next(), "invalid target\n"));
            }
            case "nop" -> action = RuleMessage.FR_ACT_NOP;
            default -> {
                action = RouteTypes.find(word);
                if (action < 0) {
                    throw IpException.wrong("Failed to parse rule type", word);
                }
            }
        }
        hasTable = true;
    }

    private void writeHeader() throws IpException {
        if (isMaster && table != 0) {
            throw IpException.failure(22, "table can not be specified for l3mdev rules", null);
        }
        if (add && !hasTable && !isMaster) {
            table = RouteMessage.RT_TABLE_MAIN;
        }
        if (table < 0 || table > MAX_BYTE) {
            batch.int32(RuleMessage.FRA_TABLE, table);
            table = RouteMessage.RT_TABLE_UNSPEC;
        }
        batch.replace8(RuleMessage.FAMILY, family == Socket.AF_UNSPEC ? Socket.AF_INET : family);
        batch.replace8(RuleMessage.TABLE, table);
        batch.replace8(RuleMessage.ACTION, action);
    }
}
