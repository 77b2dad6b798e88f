package dev.alcove.linux;

import java.nio.charset.StandardCharsets;

/**
 * What tells a namespace from all others that exist: two processes are in the same one if this is the same for both.
 *
 * @param device the number of the device that all namespaces are on, as {@code st_dev} of {@code stat} has it
 * @param inode the number in {@code readlink /proc/PID/ns/net}; used again when the namespace is gone
 * @see <a href="https://man7.org/linux/man-pages/man7/namespaces.7.html">namespaces(7)</a>
 */
public record NamespaceId(long device, long inode) {
    /** Reads the text of a link in {@code /proc/PID/ns}, {@code net:[4026531840]}. */
    static long inode(String link) throws MalformedException {
        ByteLines in = ByteLines.single("ns", link.getBytes(StandardCharsets.ISO_8859_1));
        in.upTo(':');
        in.expect('[');
        long inode = in.number(Long.MAX_VALUE);
        in.expect(']');
        in.expectEnd();
        return inode;
    }
}
