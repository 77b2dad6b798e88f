package dev.alcove.cli.ip;

import dev.alcove.linux.NetlinkException;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.raw.Netlink;
import dev.alcove.linux.raw.RuleMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code ip rule}: the rules that say which routing table counts. */
final class RuleObject implements IpObject {
    private static final Keywords COMMANDS =
            new Keywords("list* lst* show*", "save*", "restore*", "add*", "delete*", "flush*", "help*");

    private static final String USAGE = """
            Usage: ip rule [show] [SELECTOR]... [table TABLE]
                   ip rule flush [SELECTOR]... [table TABLE] [protocol PROTOCOL]
                   ip rule {add|del} [SELECTOR]... [ACTION] [SETTING]...
            SELECTOR: not, from PREFIX, to PREFIX, tos TOS, fwmark MARK[/MASK], iif LINK, oif LINK, pref NUMBER,
                   uidrange UID-UID, ipproto PROTOCOL, sport PORT[-PORT], dport PORT[-PORT], tun_id NUMBER
            ACTION: table TABLE, goto NUMBER, nop, l3mdev, unicast, blackhole, unreachable, prohibit
            SETTING: protocol PROTOCOL, realms REALMS, suppress_prefixlength NUMBER, suppress_ifgroup GROUP""";

    /** How rules are described. */
    static IpException usage() {
        return IpException.usage(USAGE);
    }

    @Override
    public String[] commands() {
        return new String[] {"show", "add", "delete", "flush", "help"};
    }

    @Override
    public void run(IpContext context, List<String> typed) throws IpException, IOException {
        IpWords words = new IpWords(typed);
        String command = words.more() ? words.next() : "list";
        switch (COMMANDS.find(command)) {
            case "list" -> show(context, RuleFilter.read(context, words));
            case "save", "restore" -> throw IpException.unsupported("\"rule " + command + "\"");
            case "add" -> RuleRequest.run(context, true, words);
            case "delete" -> RuleRequest.run(context, false, words);
            case "flush" -> flush(context, RuleFilter.read(context, words));
            case "help" -> throw usage();
            default -> throw IpException.usage("Command \"" + command + "\" is unknown, try \"ip rule help\".");
        }
    }

    private static void show(IpContext context, RuleFilter filter) throws IpException, IOException {
        List<RtMessage> rules = dump(context, filter);
        RulePrinter printer = new RulePrinter(context);
        context.out().begin();
        for (RtMessage rule : rules) {
            printer.print(rule);
        }
        context.out().end();
    }

    /** Deletes what is selected, but for the rule that is before all others and has no number. */
    private static void flush(IpContext context, RuleFilter filter) throws IpException, IOException {
        Batch batch = new Batch();
        for (RtMessage rule : dump(context, filter)) {
            if (rule.has(RuleMessage.FRA_PRIORITY) && filter.acceptsProtocol(rule)) {
                batch.begin(RuleMessage.RTM_DELRULE, 0, "cannot flush")
                        .bytes(rule.payload())
                        .end();
            }
        }
        if (batch.size() > 0) {
            delete(context, batch);
        }
        context.out().begin();
        context.out().end();
    }

    private static void delete(IpContext context, Batch batch) throws IpException, IOException {
        try {
            context.socket().exchange(batch);
        } catch (NetlinkException e) {
            throw IpException.refusedDump(e);
        }
    }

    private static List<RtMessage> dump(IpContext context, RuleFilter filter) throws IpException, IOException {
        Batch request = new Batch()
                .begin(RuleMessage.RTM_GETRULE, Netlink.NLM_F_DUMP, "cannot list rules")
                .zeros(RuleMessage.RULE_SIZE)
                .replace8(RuleMessage.FAMILY, filter.family())
                .end();
        List<RtMessage> rules = new ArrayList<>();
        for (Message message : context.dump(request)) {
            RtMessage rule = new RtMessage(message, RuleMessage.RULE_SIZE);
            if (filter.accepts(rule)) {
                rules.add(rule);
            }
        }
        return rules;
    }
}
