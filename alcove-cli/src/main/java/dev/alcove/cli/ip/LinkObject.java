package dev.alcove.cli.ip;

import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.IfLink;
import dev.alcove.linux.raw.Netlink;
import dev.alcove.linux.raw.Rtnetlink;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ip link}: what there is of links, and what may be done to them. */
final class LinkObject implements IpObject {
    private static final Keywords COMMANDS = new Keywords(
            "add*",
            "set* change*",
            "replace*",
            "delete*",
            "show* lst* list*",
            "xstats*",
            "afstats*",
            "property*",
            "help*");

    private static final Keywords PROPERTY_COMMANDS = new Keywords("add*", "del*", "help*");

    private static final int MADE = Netlink.NLM_F_CREATE | Netlink.NLM_F_EXCL;

    @Override
    public String[] commands() {
        return new String[] {"add", "set", "change", "replace", "delete", "show", "property", "help"};
    }

    @Override
    public void run(IpContext context, List<String> arguments) throws IpException, IOException {
        IpWords words = new IpWords(arguments);
        String word = words.more() ? words.next() : "show";
        String command = COMMANDS.find(word);
        switch (command) {
            case "add" -> LinkRequest.run(context, Rtnetlink.RTM_NEWLINK, MADE, words);
            case "set" -> LinkRequest.run(context, Rtnetlink.RTM_NEWLINK, 0, words);
            case "replace" -> {
                int flags = Netlink.NLM_F_CREATE | Netlink.NLM_F_REPLACE;
                LinkRequest.run(context, Rtnetlink.RTM_NEWLINK, flags, words);
            }
            case "delete" -> LinkRequest.run(context, Rtnetlink.RTM_DELLINK, 0, words);
            case "show" -> LinkList.run(context, words);
            case "property" -> property(context, words);
            case "help" -> help(context, words);
            case "xstats", "afstats" -> throw IpException.unsupported("\"link " + command + "\"");
            default -> throw IpException.usage("Command \"" + word + "\" is unknown, try \"ip link help\".");
        }
    }

    private static void help(IpContext context, IpWords words) throws IpException {
        LinkKind kind = words.more() ? LinkKind.of(words.next()) : null;
        if (kind == null) {
            throw LinkUsage.all();
        }
        context.out().text(kind.usage() + "\n");
    }

    /** Gives a link further names, or takes them away. */
    private static void property(IpContext context, IpWords words) throws IpException, IOException {
        if (!words.more()) {
            throw LinkUsage.all();
        }
        String word = words.next();
        switch (PROPERTY_COMMANDS.find(word)) {
            case "add" -> names(context, Rtnetlink.RTM_NEWLINKPROP, MADE | Netlink.NLM_F_APPEND, words);
            case "del" -> names(context, Rtnetlink.RTM_DELLINKPROP, 0, words);
            case "help" -> throw LinkUsage.all();
            default -> throw IpException.usage("Operator required");
        }
    }

    private static void names(IpContext context, int message, int flags, IpWords words)
            throws IpException, IOException {
        Batch batch = new Batch().begin(message, flags, "cannot name a link");
        int header = batch.offset();
        batch.zeros(IfLink.IfInfo.SIZE).nest(IfLink.IFLA_PROP_LIST);
        String device = null;
        while (words.more()) {
            String word = words.next();
            if (IpWords.matches(word, "altname")) {
                IpText.put(batch, IfLink.IFLA_ALT_IFNAME, name(words.next(), "not a valid altname"));
            } else if (IpWords.matches(word, "help")) {
                throw LinkUsage.all();
            } else {
                device = device(device, word.equals("dev") ? words.next() : word);
            }
        }
        if (device == null) {
            throw IpException.usage("Not enough of information: \"dev\" argument is required.");
        }
        batch.endNest().replace32(header + IfLink.IfInfo.IFI_INDEX, context.requireIndex(device));
        context.exchange(batch.end());
    }

    private static String device(@Nullable String before, String word) throws IpException {
        if (before != null) {
            throw IpException.duplicateOrGarbage("dev", word);
        }
        return name(word, "\"dev\" not a valid ifname");
    }

    private static String name(String word, String reason) throws IpException {
        if (!LinkTarget.isName(word)) {
            throw IpException.wrong(reason, word);
        }
        return word;
    }
}
