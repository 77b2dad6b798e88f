package dev.alcove.cli.ip;

import dev.alcove.linux.raw.AddressCacheInfo;
import dev.alcove.linux.raw.AddressHeader;
import dev.alcove.linux.raw.AddressMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Prints addresses: {@code inet 10.0.0.1/24 brd 10.0.0.255 scope global eth0}, and how long they are valid. */
final class AddressPrinter implements RtPrinter {
    private static final int FOREVER = -1;

    private final IpContext context;
    private final IpOutput out;
    private final boolean withLink;

    /** @param withLink whether each says which link it is on, since nothing else does */
    AddressPrinter(IpContext context, boolean withLink) {
        this.context = context;
        this.withLink = withLink;
        out = context.out();
    }

    @Override
    public int fixed() {
        return AddressHeader.SIZE;
    }

    /** Prints an address, an object of JSON; of one to be printed briefly, what goes on the line of its link. */
    @Override
    public void print(RtMessage address) throws IOException {
        out.openObject(null);
        if (address.type() == AddressMessage.RTM_DELADDR) {
            out.bool("deleted", "Deleted ", true);
        }
        boolean brief = context.globals().isBrief();
        if (!brief) {
            printFamily(address);
        }
        printAddress(address);
        if (!brief) {
            printRest(address);
        }
        out.closeObject();
    }

    private void printFamily(RtMessage address) throws IOException {
        if (withLink) {
            int index = address.int32(AddressHeader.IFA_INDEX);
            out.number("index", "", index, ": ");
            out.string("dev", "", context.name(index), "");
        }
        out.string("family", "    ", InetPrefix.familyName(address.int8(AddressHeader.IFA_FAMILY)), " ");
    }

    /** The address of the link; that of its peer is another attribute. */
    static byte[] local(RtMessage address) {
        byte[] local = address.bytesOf(AddressMessage.IFA_LOCAL);
        return local.length == 0 ? address.bytesOf(AddressMessage.IFA_ADDRESS) : local;
    }

    /** The flags of an address, all of them. */
    static int flags(RtMessage address) throws IOException {
        return address.intOf(AddressMessage.IFA_FLAGS);
    }

    private void printAddress(RtMessage address) throws IOException {
        byte[] local = local(address);
        if (local.length == 0) {
            return;
        }
        byte[] peer = address.bytesOf(AddressMessage.IFA_ADDRESS);
        printInet(address, "local", local, "");
        if (peer.length > 0 && !Arrays.equals(peer, local)) {
            out.text(" peer ");
            printInet(address, "address", peer, "");
        }
        out.number("prefixlen", "/", address.int8(AddressHeader.IFA_PREFIXLEN), " ");
        if (address.has(AddressMessage.IFA_RT_PRIORITY)) {
            out.unsigned("metric", "metric ", address.unsignedOf(AddressMessage.IFA_RT_PRIORITY), " ");
        }
    }

    private void printInet(RtMessage address, String key, byte[] value, String after) {
        int family = address.int8(AddressHeader.IFA_FAMILY);
        out.string(RtValues.color(family), key, "", InetText.of(family, value), after);
    }

    private void printRest(RtMessage address) throws IOException {
        byte[] broadcast = address.bytesOf(AddressMessage.IFA_BROADCAST);
        if (broadcast.length > 0) {
            out.text("brd ");
            printInet(address, "broadcast", broadcast, " ");
        }
        byte[] anycast = address.bytesOf(AddressMessage.IFA_ANYCAST);
        if (anycast.length > 0) {
            out.text("any ");
            printInet(address, "anycast", anycast, " ");
        }
        int scope = address.int8(AddressHeader.IFA_SCOPE);
        out.string(
                "scope", "scope ", RtNames.SCOPES.name(scope, context.globals().isNumeric()), " ");
        AddressFlag.print(out, address.int8(AddressHeader.IFA_FAMILY), flags(address));
        if (address.has(AddressMessage.IFA_LABEL)) {
            out.string("label", "", address.textOf(AddressMessage.IFA_LABEL), "");
        }
        byte[] info = address.bytesOf(AddressMessage.IFA_CACHEINFO);
        if (info.length >= AddressCacheInfo.SIZE) {
            printLifetimes(ByteBuffer.wrap(info).order(ByteOrder.nativeOrder()), flags(address));
        }
        out.text("\n");
    }

    /** What is preferred no longer may have stopped being so some time ago. */
    private void printLifetimes(ByteBuffer info, int flags) {
        out.line();
        printLifetime("valid_life_time", "       valid_lft ", info.getInt(AddressCacheInfo.IFA_VALID), false);
        boolean signed = (flags & AddressMessage.IFA_F_DEPRECATED) != 0;
        printLifetime("preferred_life_time", " preferred_lft ", info.getInt(AddressCacheInfo.IFA_PREFERED), signed);
    }

    private void printLifetime(String key, String before, int seconds, boolean signed) {
        if (seconds == FOREVER && !out.isJson()) {
            out.text(before + "forever");
        } else {
            boolean negative = signed && seconds != FOREVER;
            out.number(key, before, negative ? seconds : Integer.toUnsignedLong(seconds), "sec");
        }
    }
}
