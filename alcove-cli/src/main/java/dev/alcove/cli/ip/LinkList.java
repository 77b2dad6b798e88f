package dev.alcove.cli.ip;

import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.raw.IfLink;
import dev.alcove.linux.raw.Netlink;
import dev.alcove.linux.raw.Rtnetlink;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** {@code ip link show}: which links are wanted. */
final class LinkList {
    /** What iproute2 takes here although it is about addresses. */
    private static final List<String> OF_ADDRESSES = List.of("to", "scope", "label", "proto");

    private static final int ANY = -1;

    private final IpContext context;
    private boolean up;
    private boolean down;
    private int group = ANY;
    private int master;
    private @Nullable String kind;
    private @Nullable String portKind;
    private @Nullable String device;

    private LinkList(IpContext context) {
        this.context = context;
    }

    /** A link by its index; null if there is none. */
    static @Nullable Link find(IpContext context, int index) throws IOException {
        Message message = context.link(index);
        return message == null ? null : Link.of(message);
    }

    /** Prints the links that the words select. */
    static void run(IpContext context, IpWords words) throws IpException, IOException {
        LinkList list = new LinkList(context);
        while (words.more()) {
            list.take(words.next(), words);
        }
        list.print();
    }

    private void take(String word, IpWords words) throws IpException, IOException {
        switch (word) {
            case "up" -> up = true;
            case "down" -> down = true;
            case "novf" -> {
                // virtual functions are not printed anyway
            }
            case "group" -> group = group(words.next());
            case "master" -> master = index(context, words.next());
            case "vrf" -> master = vrf(context, words.next());
            case "nomaster" -> master = ANY;
            case "type" -> type(words.next());
            case "dev" -> device(words.next());
            default -> {
                if (OF_ADDRESSES.contains(word)) {
                    throw IpException.unsupported("\"" + word + "\" of links");
                }
                if (IpWords.matches(word, "help")) {
                    throw LinkUsage.all();
                }
                device(word);
            }
        }
    }

    private static int group(String word) throws IpException, IOException {
        long group = RtNames.GROUPS.number(word);
        if (group < 0) {
            throw IpException.wrong("Invalid \"group\" value\n", word);
        }
        return (int) group;
    }

    /** The index of a link that a setting or a filter names. */
    static int index(IpContext context, String name) throws IpException, IOException {
        int index = context.index(name);
        if (index == 0) {
            throw IpException.wrong("Device does not exist\n", name);
        }
        return index;
    }

    /** The index of a VRF. */
    static int vrf(IpContext context, String name) throws IpException, IOException {
        int index = context.index(name);
        Link link = index == 0 ? null : find(context, index);
        if (link == null || !link.kind().equals("vrf")) {
            throw IpException.wrong("Not a valid VRF name\n", name);
        }
        return index;
    }

    private void type(String word) {
        if (word.endsWith(LinkKind.PORT)) {
            portKind = word.substring(0, word.length() - LinkKind.PORT.length());
        } else {
            kind = word;
        }
    }

    private void device(String word) throws IpException {
        if (device != null) {
            throw IpException.duplicateOrGarbage("dev", word);
        }
        device = word;
    }

    private void print() throws IpException, IOException {
        String name = device;
        int index = name == null ? 0 : context.index(name);
        if (name != null && index == 0) {
            throw IpException.failure("Device \"" + name + "\" does not exist.");
        }
        context.out().begin();
        LinkPrinter printer = LinkPrinter.ofLinks(context);
        List<Message> messages = index == 0 ? context.dump(request(index)) : context.exchange(request(index));
        for (Message message : messages) {
            context.remember(message);
        }
        for (Message message : messages) {
            Link link = Link.of(message);
            context.out().openObject(null);
            if (isWanted(link)) {
                printer.print(link);
            }
            context.out().closeObject();
        }
        context.out().end();
    }

    /** For one link or for all; the kernel itself leaves out most of those that are not wanted. */
    private Batch request(int index) {
        Batch request = new Batch()
                .begin(Rtnetlink.RTM_GETLINK, index == 0 ? Netlink.NLM_F_DUMP : 0, "cannot list links")
                .int32(0)
                .int32(index)
                .zeros(IfLink.IfInfo.SIZE - IfLink.IfInfo.IFI_FLAGS);
        if (context.globals().statistics() == 0) {
            request.int32(IfLink.IFLA_EXT_MASK, IfLink.RTEXT_FILTER_SKIP_STATS);
        }
        if (index == 0 && master != 0) {
            request.int32(IfLink.IFLA_MASTER, master);
        }
        if (index == 0 && kind != null) {
            request.nest(IfLink.IFLA_LINKINFO);
            IpText.put(request, IfLink.IFLA_INFO_KIND, kind).endNest();
        }
        return request.end();
    }

    private boolean isWanted(Link link) throws IOException {
        if (up && !link.isUp() || down && link.isUp()) {
            return false;
        }
        OptionalInt itsGroup = link.attributes().int32(IfLink.IFLA_GROUP);
        if (group != ANY && itsGroup.isPresent() && itsGroup.getAsInt() != group) {
            return false;
        }
        int itsMaster = link.attributes().int32(IfLink.IFLA_MASTER).orElse(0);
        return (master <= 0 || itsMaster == master)
                && (kind == null || link.kind().equals(kind))
                && (portKind == null || link.portKind().equals(portKind));
    }
}
