package dev.alcove.cli.ip;

import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.raw.NeighbourMessage;
import dev.alcove.linux.raw.Socket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the description of a neighbour, and asks the kernel to add, change, delete or show it. */
final class NeighbourRequest {
    private static final Keywords WORDS =
            new Keywords("lladdr*", "nud", "proxy*", "router", "use", "managed", "extern_learn*", "dev", "protocol*");

    private static final Keywords GET_WORDS = new Keywords("dev", "proxy*");

    private final IpContext context;
    private final IpWords words;
    private final Batch batch = new Batch();
    private int state = NeighbourMessage.NUD_PERMANENT;
    private int flags;
    private int moreFlags;
    private String link = "";
    private String linkAddress = "";
    private boolean needsNoLink;
    private @Nullable InetPrefix address;

    private NeighbourRequest(IpContext context, int message, int flags, IpWords words) {
        this.context = context;
        this.words = words;
        batch.begin(message, flags, "cannot change a neighbour").zeros(NeighbourMessage.NDMSG_SIZE);
    }

    /**
     * Adds, changes or deletes.
     *
     * @param message {@code RTM_NEWNEIGH} or {@code RTM_DELNEIGH}
     * @param flags {@code NLM_F_*}
     */
    static void modify(IpContext context, int message, int flags, IpWords words) throws IpException, IOException {
        NeighbourRequest request = new NeighbourRequest(context, message, flags, words);
        while (words.more()) {
            String word = words.next();
            request.take(WORDS.find(word), word);
        }
        request.writeAddress("Device and destination are required arguments.", true);
        if (request.moreFlags != 0) {
            request.batch.int32(NeighbourMessage.NDA_FLAGS_EXT, request.moreFlags);
        }
        if (!request.linkAddress.isEmpty() && !request.linkAddress.equals("null")) {
            request.batch.attribute(NeighbourMessage.NDA_LLADDR, LinkLayer.parse(request.linkAddress));
        }
        request.writeHeader(request.state);
        context.exchange(request.batch.end());
    }

    /** The neighbours that the kernel answers with. */
    static List<RtMessage> get(IpContext context, IpWords words) throws IpException, IOException {
        NeighbourRequest request = new NeighbourRequest(context, NeighbourMessage.RTM_GETNEIGH, 0, words);
        while (words.more()) {
            String word = words.next();
            request.take(GET_WORDS.find(word), word);
        }
        request.writeAddress("Device and address are required arguments.", false);
        request.writeHeader(NeighbourMessage.NUD_NONE);
        List<RtMessage> answers = new ArrayList<>();
        for (Message answer : context.exchange(request.batch.end())) {
            answers.add(new RtMessage(answer, NeighbourMessage.NDMSG_SIZE));
        }
        return answers;
    }

    private void take(String known, String word) throws IpException, IOException {
        switch (known) {
            case "lladdr" -> {
                String value = words.next();
                if (!linkAddress.isEmpty()) {
                    throw IpException.duplicate("lladdr", value);
                }
                linkAddress = value;
            }
            case "nud" -> state = NeighbourStates.require(words.next());
            case "proxy" -> proxy(words.next());
            case "router" -> flags |= NeighbourMessage.NTF_ROUTER;
            case "use" -> flags |= NeighbourMessage.NTF_USE;
            case "managed" -> {
                moreFlags |= NeighbourMessage.NTF_EXT_MANAGED;
                state = NeighbourMessage.NUD_NONE;
            }
            case "extern_learn" -> flags |= NeighbourMessage.NTF_EXT_LEARNED;
            case "dev" -> link = words.next();
            case "protocol" ->
                batch.int8(
                        NeighbourMessage.NDA_PROTOCOL,
                        RtNames.PROTOCOLS.require(words.next(), "\"protocol\" value is invalid\n"));
            default -> destination(word.equals("to") ? words.next() : word);
        }
    }

    private void proxy(String word) throws IpException {
        if (IpWords.matches(word, "help")) {
            throw NeighbourObject.usage();
        }
        if (address != null) {
            throw IpException.duplicate("address", word);
        }
        address = InetPrefix.address(word, context.globals().family());
        flags |= NeighbourMessage.NTF_PROXY;
        needsNoLink = true;
    }

    private void destination(String word) throws IpException {
        if (IpWords.matches(word, "help")) {
            throw NeighbourObject.usage();
        }
        if (address != null) {
            throw IpException.duplicateOrGarbage("to", word);
        }
        address = InetPrefix.address(word, context.globals().family());
    }

    private void writeAddress(String missing, boolean usage) throws IpException {
        InetPrefix address = this.address;
        boolean named = !link.isEmpty() || needsNoLink;
        if (address == null || address.family() == Socket.AF_UNSPEC || !named) {
            throw usage ? IpException.usage(missing) : IpException.failure(missing);
        }
        batch.replace8(NeighbourMessage.NDM_FAMILY, address.family());
        batch.attribute(NeighbourMessage.NDA_DST, address.bytes());
    }

    private void writeHeader(int state) throws IpException, IOException {
        batch.replace32(NeighbourMessage.NDM_IFINDEX, link.isEmpty() ? 0 : context.requireIndex(link));
        batch.replace16(NeighbourMessage.NDM_STATE, state);
        batch.replace8(NeighbourMessage.NDM_FLAGS, flags);
    }
}
