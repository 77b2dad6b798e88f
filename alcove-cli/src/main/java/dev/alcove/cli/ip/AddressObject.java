package dev.alcove.cli.ip;

import dev.alcove.linux.raw.AddressMessage;
import dev.alcove.linux.raw.Netlink;
import java.io.IOException;
import java.util.List;

/** {@code ip address}: the addresses of links. */
final class AddressObject implements IpObject {
    private static final Keywords COMMANDS = new Keywords(
            "add*",
            "change* chg",
            "replace*",
            "delete*",
            "list* show* lst*",
            "flush*",
            "save*",
            "showdump*",
            "restore*",
            "help*");

    private static final String USAGE = """
            Usage: ip address [show] [SELECTOR]...
                   ip address flush SELECTOR...
                   ip address {add|change|replace|del} PREFIX dev LINK [peer PREFIX] [broadcast {ADDRESS|+|-}]
                              [anycast ADDRESS] [label NAME] [scope SCOPE] [metric NUMBER] [valid_lft TIME]
                              [preferred_lft TIME] [home] [nodad] [optimistic] [mngtmpaddr] [noprefixroute] [autojoin]
            SELECTOR: [dev] LINK, up, scope SCOPE, to PREFIX, label PATTERN, group GROUP, master LINK, nomaster, type TYPE,
                   [-]{permanent|dynamic|secondary|primary|temporary|tentative|deprecated|dadfailed|home|nodad|...}
            SCOPE: global, site, link, host, or a number
            TIME: forever, or seconds""";

    /** How addresses are described. */
    static IpException usage() {
        return IpException.usage(USAGE);
    }

    @Override
    public String[] commands() {
        return new String[] {"show", "add", "change", "replace", "delete", "flush", "help"};
    }

    @Override
    public void run(IpContext context, List<String> typed) throws IpException, IOException {
        IpWords words = new IpWords(typed);
        String command = words.more() ? words.next() : "list";
        switch (COMMANDS.find(command)) {
            case "add" -> modify(context, Netlink.NLM_F_CREATE | Netlink.NLM_F_EXCL, words);
            case "change" -> modify(context, Netlink.NLM_F_REPLACE, words);
            case "replace" -> modify(context, Netlink.NLM_F_CREATE | Netlink.NLM_F_REPLACE, words);
            case "delete" -> AddressRequest.run(context, AddressMessage.RTM_DELADDR, 0, words);
            case "list" -> AddressList.show(context, words);
            case "flush" -> AddressList.flush(context, words);
            case "save", "showdump", "restore" -> throw IpException.unsupported("\"address " + command + "\"");
            case "help" -> throw usage();
            default -> throw IpException.usage("Command \"" + command + "\" is unknown, try \"ip address help\".");
        }
    }

    private static void modify(IpContext context, int flags, IpWords words) throws IpException, IOException {
        AddressRequest.run(context, AddressMessage.RTM_NEWADDR, flags, words);
    }
}
