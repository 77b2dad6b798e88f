package dev.alcove.net.nftables;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.raw.Nftables;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Attributes that the kernel never leaves out, and what else is common to all that nf_tables sends.
 *
 * @param what they belong to, for the message of an error
 */
record Fields(String what, Attributes attributes) {
    /** A number of four bytes, big-endian as all are in nf_tables. */
    int number(int type) throws MalformedException {
        return attributes.bigEndian32(type).orElseThrow(() -> missing(type));
    }

    int number(int type, int otherwise) throws MalformedException {
        return attributes.bigEndian32(type).orElse(otherwise);
    }

    String text(int type) throws MalformedException {
        return attributes.string(type).orElseThrow(() -> missing(type));
    }

    Fields nested(int type) throws MalformedException {
        return new Fields(what, attributes.nested(type).orElseThrow(() -> missing(type)));
    }

    /** The value in an attribute for data. */
    Data value(int type) throws MalformedException {
        byte[] bytes = nested(type)
                .attributes
                .bytes(Nftables.NFTA_DATA_VALUE)
                .orElseThrow(() -> missing(Nftables.NFTA_DATA_VALUE));
        return Data.of(bytes);
    }

    /**
     * The comment among the user data of a table, a chain or a rule, which is for programs and may be anything: what does not
     * have the form that nft(8) gives it has no comment.
     */
    Optional<String> comment(int type) {
        byte[] data = attributes.bytes(type).orElse(new byte[0]);
        int at = 0;
        while (at + 2 <= data.length) {
            int length = Byte.toUnsignedInt(data[at + 1]);
            int start = at + 2;
            if (length > data.length - start) {
                return Optional.empty();
            }
            if (data[at] == Nftables.UDATA_COMMENT && length > 0) {
                return Optional.of(new String(data, start, length - 1, StandardCharsets.UTF_8));
            }
            at = start + length;
        }
        return Optional.empty();
    }

    /** The user data that is a comment alone. */
    static byte[] userData(String comment) {
        byte[] text = comment.getBytes(StandardCharsets.UTF_8);
        byte[] data = new byte[text.length + 3];
        data[0] = Nftables.UDATA_COMMENT;
        data[1] = (byte) (text.length + 1);
        System.arraycopy(text, 0, data, 2, text.length);
        return data;
    }

    private MalformedException missing(int type) {
        return new MalformedException("nf_tables " + what, 1, "attribute " + type + " is missing");
    }
}
