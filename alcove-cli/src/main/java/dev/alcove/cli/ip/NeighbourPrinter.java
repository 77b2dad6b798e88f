package dev.alcove.cli.ip;

import dev.alcove.linux.raw.NeighbourCacheInfo;
import dev.alcove.linux.raw.NeighbourMessage;
import dev.alcove.linux.raw.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Prints neighbours: {@code 10.0.0.2 dev eth0 lladdr 02:00:00:00:00:01 REACHABLE}. */
final class NeighbourPrinter implements RtPrinter {
    private static final int INET6 = 16;
    private static final int ADDRESS_WIDTH = 39;
    private static final int NAME_WIDTH = 16;

    private final IpContext context;
    private final IpOutput out;
    private final boolean withLink;
    private int typedLink;
    private int type = -1;

    /** @param withLink whether the link is printed, since it is not the same of all */
    NeighbourPrinter(IpContext context, boolean withLink) {
        this.context = context;
        this.withLink = withLink;
        out = context.out();
    }

    @Override
    public int fixed() {
        return NeighbourMessage.NDMSG_SIZE;
    }

    @Override
    public void print(RtMessage neighbour) throws IOException {
        out.openObject(null);
        if (neighbour.type() == NeighbourMessage.RTM_DELNEIGH) {
            out.bool("deleted", "Deleted ", true);
        }
        boolean brief = context.globals().isBrief();
        printAddress(neighbour, brief);
        int index = neighbour.int32(NeighbourMessage.NDM_IFINDEX);
        if (withLink && index != 0) {
            String name = context.name(index);
            out.text(brief ? "" : "dev ");
            out.string(IpColor.INTERFACE, "dev", "", name, brief ? padding(name, NAME_WIDTH) : " ");
        }
        byte[] linkAddress = neighbour.bytesOf(NeighbourMessage.NDA_LLADDR);
        if (linkAddress.length > 0) {
            out.text(brief ? "" : "lladdr ");
            String address = LinkLayer.text(linkAddress, type(index));
            out.string(IpColor.MAC, "lladdr", "", address, brief ? "" : " ");
        }
        if (!brief) {
            printMore(neighbour);
        }
        out.text("\n");
        out.closeObject();
    }

    private void printAddress(RtMessage neighbour, boolean brief) {
        byte[] address = neighbour.bytesOf(NeighbourMessage.NDA_DST);
        if (address.length == 0) {
            return;
        }
        int family = neighbour.int8(NeighbourMessage.NDM_FAMILY);
        if (family == Socket.AF_BRIDGE) {
            family = address.length == INET6 ? Socket.AF_INET6 : Socket.AF_INET;
        }
        String text = InetText.of(family, address);
        out.string(RtValues.color(family), "dst", "", text, brief ? padding(text, ADDRESS_WIDTH) : " ");
    }

    /** The type of a link; neighbours come link by link. */
    private int type(int index) throws IOException {
        if (index != typedLink) {
            Link link = LinkList.find(context, index);
            type = link == null ? -1 : link.type();
            typedLink = index;
        }
        return type;
    }

    private static String padding(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length()) + 1);
    }

    private void printMore(RtMessage neighbour) throws IOException {
        int flags = neighbour.int8(NeighbourMessage.NDM_FLAGS);
        int more = neighbour.intOf(NeighbourMessage.NDA_FLAGS_EXT);
        flag((flags & NeighbourMessage.NTF_ROUTER) != 0, "router");
        flag((flags & NeighbourMessage.NTF_PROXY) != 0, "proxy");
        flag((more & NeighbourMessage.NTF_EXT_MANAGED) != 0, "managed");
        flag((flags & NeighbourMessage.NTF_EXT_LEARNED) != 0, "extern_learn");
        flag((flags & NeighbourMessage.NTF_OFFLOADED) != 0, "offload");
        if (context.globals().statistics() > 0) {
            printCacheInfo(neighbour.bytesOf(NeighbourMessage.NDA_CACHEINFO));
            if (neighbour.has(NeighbourMessage.NDA_PROBES)) {
                out.unsigned("probes", "probes ", neighbour.unsignedOf(NeighbourMessage.NDA_PROBES), " ");
            }
        }
        int state = neighbour.int16(NeighbourMessage.NDM_STATE);
        if (state != NeighbourMessage.NUD_NONE) {
            NeighbourStates.print(out, state);
        }
        int protocol = neighbour.byteOf(NeighbourMessage.NDA_PROTOCOL);
        if (protocol != 0) {
            boolean numeric = context.globals().isNumeric();
            out.string("protocol", "proto ", RtNames.PROTOCOLS.name(protocol, numeric), " ");
        }
    }

    private void flag(boolean set, String name) {
        if (set) {
            out.none(name, name + " ");
        }
    }

    private void printCacheInfo(byte[] attribute) {
        if (attribute.length < NeighbourCacheInfo.SIZE) {
            return;
        }
        ByteBuffer info = ByteBuffer.wrap(attribute).order(ByteOrder.nativeOrder());
        long references = Integer.toUnsignedLong(info.getInt(NeighbourCacheInfo.NDM_REFCNT));
        if (references != 0) {
            out.unsigned("refcnt", " ref ", references, "");
        }
        seconds("used", " used ", info.getInt(NeighbourCacheInfo.NDM_USED));
        seconds("confirmed", "/", info.getInt(NeighbourCacheInfo.NDM_CONFIRMED));
        seconds("updated", "/", info.getInt(NeighbourCacheInfo.NDM_UPDATED));
    }

    private void seconds(String key, String before, int ticks) {
        out.unsigned(key, before, Integer.toUnsignedLong(ticks) / RtValues.TICKS, "");
    }
}
