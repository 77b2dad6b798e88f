package dev.alcove.cli.ip;

import dev.alcove.linux.raw.NeighbourMessage;
import dev.alcove.linux.raw.Netlink;
import java.io.IOException;
import java.util.List;

/** {@code ip neighbour}: who is reached on a link, and by which address of the link layer. */
final class NeighbourObject implements IpObject {
    private static final int MAX_ROUNDS = 10;

    private static final Keywords COMMANDS =
            new Keywords("add*", "change* chg", "replace*", "delete*", "get*", "show* lst* list*", "flush*", "help*");

    private static final String USAGE = """
            Usage: ip neigh [show] [SELECTOR]...
                   ip neigh flush SELECTOR...
                   ip neigh get ADDRESS dev LINK
                   ip neigh {add|change|replace|del} {ADDRESS|proxy ADDRESS} dev LINK [lladdr ADDRESS] [nud STATE]
                            [router] [use] [managed] [extern_learn] [protocol PROTOCOL]
            SELECTOR: [to] PREFIX, dev LINK, nud {STATE|all}, proxy, unused, master LINK, nomaster, protocol PROTOCOL
            STATE: permanent, reachable, noarp, none, stale, incomplete, delay, probe, failed""";

    /** How neighbours are described. */
    static IpException usage() {
        return IpException.usage(USAGE);
    }

    @Override
    public String[] commands() {
        return new String[] {"show", "get", "add", "change", "replace", "delete", "flush", "help"};
    }

    @Override
    public void run(IpContext context, List<String> typed) throws IpException, IOException {
        IpWords words = new IpWords(typed);
        String command = words.more() ? words.next() : "show";
        switch (COMMANDS.find(command)) {
            case "add" -> modify(context, Netlink.NLM_F_CREATE | Netlink.NLM_F_EXCL, words);
            case "change" -> modify(context, Netlink.NLM_F_REPLACE, words);
            case "replace" -> modify(context, Netlink.NLM_F_CREATE | Netlink.NLM_F_REPLACE, words);
            case "delete" -> NeighbourRequest.modify(context, NeighbourMessage.RTM_DELNEIGH, 0, words);
            case "get" -> print(context, NeighbourRequest.get(context, words), true);
            case "show" -> {
                NeighbourFilter filter = NeighbourFilter.read(context, false, words);
                print(context, filter.dump(), !filter.isLinkGiven());
            }
            case "flush" -> flush(context, words);
            case "help" -> throw usage();
            default -> throw IpException.usage("Command \"" + command + "\" is unknown, try \"ip neigh help\".");
        }
    }

    private static void modify(IpContext context, int flags, IpWords words) throws IpException, IOException {
        NeighbourRequest.modify(context, NeighbourMessage.RTM_NEWNEIGH, flags, words);
    }

    private static void print(IpContext context, List<RtMessage> neighbours, boolean withLink) throws IOException {
        NeighbourPrinter printer = new NeighbourPrinter(context, withLink);
        context.out().begin();
        for (RtMessage neighbour : neighbours) {
            printer.print(neighbour);
        }
        context.out().end();
    }

    private static void flush(IpContext context, IpWords words) throws IpException, IOException {
        if (!words.more()) {
            throw IpException.failure("Flush requires arguments.");
        }
        NeighbourFilter filter = NeighbourFilter.read(context, true, words);
        NeighbourPrinter printer = new NeighbourPrinter(context, !filter.isLinkGiven());
        RtFlush flush = new RtFlush(context, "entries", IpException.FAILURE);
        while (flush.rounds() < MAX_ROUNDS) {
            List<RtMessage> neighbours = filter.dump();
            if (RtFlush.isPrinted(context)) {
                for (RtMessage neighbour : neighbours) {
                    printer.print(neighbour);
                }
            }
            if (!flush.round(neighbours, NeighbourMessage.RTM_DELNEIGH, 0)) {
                return;
            }
            filter.ignoreFailed();
        }
        throw IpException.failure("*** Flush not complete bailing out after " + MAX_ROUNDS + " rounds");
    }
}
