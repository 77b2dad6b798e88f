package dev.alcove.cli.ip;

import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Attributes.Attribute;
import dev.alcove.linux.netlink.Batch;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Text in netlink attributes, as byte strings: whatever bytes the command line has, the kernel gets, and the other way. */
public final class IpText {
    private IpText() {}

    /** Writes text with a NUL behind it, as most attributes have it. */
    public static Batch put(Batch batch, int type, String text) {
        byte[] bytes = new byte[text.length() + 1];
        for (int i = 0; i < text.length(); i++) {
            bytes[i] = (byte) text.charAt(i);
        }
        return batch.attribute(type, bytes);
    }

    /** The text of an attribute, up to its NUL; null if it is not there. */
    public static @Nullable String get(Attributes attributes, int type) {
        Optional<byte[]> value = attributes.bytes(type);
        return value.isPresent() ? of(value.get()) : null;
    }

    /** The same of an attribute that is one of many. */
    static String of(Attribute attribute) {
        byte[] bytes = new byte[attribute.value().remaining()];
        attribute.value().get(0, bytes);
        return of(bytes);
    }

    private static String of(byte[] bytes) {
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
}
