package dev.alcove.cli.ip;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.raw.IfFlags;
import dev.alcove.linux.raw.IfLink;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A link as the kernel describes it.
 *
 * @param message what type of message told of it: {@code RTM_NEWLINK}, or {@code RTM_DELLINK} if it is gone
 * @param index its number
 * @param type {@code ARPHRD_*}
 * @param flags {@code IFF_*}
 * @param attributes {@code IFLA_*}
 */
record Link(int message, int index, int type, int flags, Attributes attributes) {
    /** Reads a message about a link. */
    static Link of(Message message) throws MalformedException {
        Attributes attributes = message.attributes(IfLink.IfInfo.SIZE);
        ByteBuffer header = message.payload();
        return new Link(
                message.type(),
                header.getInt(IfLink.IfInfo.IFI_INDEX),
                Short.toUnsignedInt(header.getShort(IfLink.IfInfo.IFI_TYPE)),
                header.getInt(IfLink.IfInfo.IFI_FLAGS),
                attributes);
    }

    boolean isUp() {
        return (flags & IfFlags.IFF_UP) != 0;
    }

    /** The text of an attribute; null if it is not there. */
    @Nullable String text(int attribute) {
        return IpText.get(attributes, attribute);
    }

    /** The kind of link: {@code bridge}; empty for one that was not created through netlink. */
    String kind() throws MalformedException {
        return info(IfLink.IFLA_INFO_KIND);
    }

    /** The kind of its master, as far as that has settings for each link: {@code bridge}; else empty. */
    String portKind() throws MalformedException {
        return info(IfLink.IFLA_INFO_SLAVE_KIND);
    }

    private String info(int attribute) throws MalformedException {
        Optional<Attributes> info = attributes.nested(IfLink.IFLA_LINKINFO);
        String kind = info.isPresent() ? IpText.get(info.get(), attribute) : null;
        return kind == null ? "" : kind;
    }
}
