package dev.alcove.cli.ip;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.raw.NeighbourCacheInfo;
import dev.alcove.linux.raw.NeighbourMessage;
import dev.alcove.linux.raw.Netlink;
import dev.alcove.linux.raw.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which neighbours are meant, and the words that say so: {@code dev eth0 nud reachable to 10.0.0.0/8}. */
final class NeighbourFilter {
    private static final Keywords WORDS =
            new Keywords("dev", "master", "vrf", "nomaster", "unused", "nud", "proxy", "protocol*");

    /** Stands for the state that has no bit. */
    private static final int STATELESS = 0x100;

    private static final int NO_MASTER = -1;

    private final IpContext context;
    private final boolean flush;
    private int family;
    private int states;
    private boolean areStatesGiven;
    private int index;
    private int master;
    private int flags;
    private int protocol;
    private boolean unused;
    private String link = "";
    private @Nullable InetPrefix to;

    private NeighbourFilter(IpContext context, boolean flush) {
        this.context = context;
        this.flush = flush;
        family = context.globals().family();
        states = flush
                ? ~(NeighbourMessage.NUD_PERMANENT | NeighbourMessage.NUD_NOARP)
                : 0xff & ~NeighbourMessage.NUD_NOARP;
    }

    /** @param flush whether it is to say what is deleted: not what is permanent, unless told */
    static NeighbourFilter read(IpContext context, boolean flush, IpWords words) throws IpException, IOException {
        NeighbourFilter filter = new NeighbourFilter(context, flush);
        while (words.more()) {
            String word = words.next();
            filter.take(WORDS.find(word), word, words);
        }
        filter.index = filter.link.isEmpty() ? 0 : context.requireIndex(filter.link);
        return filter;
    }

    private void take(String known, String word, IpWords words) throws IpException, IOException {
        switch (known) {
            case "dev" -> {
                String name = words.next();
                if (!link.isEmpty()) {
                    throw IpException.duplicate("dev", name);
                }
                link = name;
            }
            case "master" -> {
                String name = words.next();
                master = context.index(name);
                if (master == 0) {
                    throw IpException.wrong("Device does not exist\n", name);
                }
            }
            case "vrf" -> throw IpException.unsupported("\"vrf\" of neighbours");
            case "nomaster" -> master = NO_MASTER;
            case "unused" -> unused = true;
            case "nud" -> state(words.next());
            case "proxy" -> flags = NeighbourMessage.NTF_PROXY;
            case "protocol" -> {
                String name = words.next();
                boolean all = name.equals("all") && RtNames.PROTOCOLS.number(name) < 0;
                protocol = all ? 0 : RtNames.PROTOCOLS.require(name, "invalid \"protocol\"\n");
            }
            default -> destination(word.equals("to") ? words.next() : word);
        }
    }

    private void state(String word) throws IpException {
        if (!areStatesGiven) {
            areStatesGiven = true;
            states = 0;
        }
        if (word.equals("all")) {
            states |= flush ? ~NeighbourMessage.NUD_NOARP : -1;
        } else {
            int state = NeighbourStates.require(word);
            states |= state == NeighbourMessage.NUD_NONE ? STATELESS : state;
        }
    }

    private void destination(String word) throws IpException {
        if (IpWords.matches(word, "help")) {
            throw NeighbourObject.usage();
        }
        InetPrefix prefix = InetPrefix.prefix(word, family);
        to = prefix;
        if (family == Socket.AF_UNSPEC) {
            family = prefix.family();
        }
    }

    /** Whether a link was named. */
    boolean isLinkGiven() {
        return index != 0;
    }

    /** What failed is gone when it was flushed once. */
    void ignoreFailed() {
        states &= ~NeighbourMessage.NUD_FAILED;
    }

    private boolean accepts(RtMessage neighbour) throws MalformedException {
        InetPrefix prefix = to;
        byte[] address = neighbour.bytesOf(NeighbourMessage.NDA_DST);
        return (family == Socket.AF_UNSPEC || family == neighbour.int8(NeighbourMessage.NDM_FAMILY))
                && (index == 0 || index == neighbour.int32(NeighbourMessage.NDM_IFINDEX))
                && acceptsState(neighbour)
                && (prefix == null
                        || !prefix.selects()
                        || address.length == 0
                        || address.length == prefix.bytes().length && prefix.matches(address, prefix.length()))
                && (protocol == 0 || protocol == neighbour.byteOf(NeighbourMessage.NDA_PROTOCOL))
                && (!unused || references(neighbour) == 0);
    }

    private boolean acceptsState(RtMessage neighbour) {
        int state = neighbour.int16(NeighbourMessage.NDM_STATE);
        int special = NeighbourMessage.NTF_PROXY | NeighbourMessage.NTF_EXT_LEARNED;
        return (states & state) != 0
                || (neighbour.int8(NeighbourMessage.NDM_FLAGS) & special) != 0
                || state == NeighbourMessage.NUD_NONE && (states & STATELESS) != 0;
    }

    private static int references(RtMessage neighbour) {
        byte[] info = neighbour.bytesOf(NeighbourMessage.NDA_CACHEINFO);
        return info.length < NeighbourCacheInfo.SIZE
                ? 0
                : ByteBuffer.wrap(info).order(ByteOrder.nativeOrder()).getInt(NeighbourCacheInfo.NDM_REFCNT);
    }

    /** The neighbours that are selected. */
    List<RtMessage> dump() throws IpException, IOException {
        Batch request = new Batch()
                .begin(NeighbourMessage.RTM_GETNEIGH, Netlink.NLM_F_DUMP, "cannot list neighbours")
                .zeros(NeighbourMessage.NDMSG_SIZE)
                .replace8(NeighbourMessage.NDM_FAMILY, family)
                .replace8(NeighbourMessage.NDM_FLAGS, flags);
        if (index != 0) {
            request.int32(NeighbourMessage.NDA_IFINDEX, index);
        }
        if (master != 0) {
            request.int32(NeighbourMessage.NDA_MASTER, master);
        }
        List<RtMessage> neighbours = new ArrayList<>();
        for (Message message : context.dump(request.end())) {
            RtMessage neighbour = new RtMessage(message, NeighbourMessage.NDMSG_SIZE);
            if (accepts(neighbour)) {
                neighbours.add(neighbour);
            }
        }
        return neighbours;
    }
}
