package dev.alcove.linux.raw;

import java.nio.charset.StandardCharsets;

/**
 * Sockets with a path in the file system.
 *
 * <p>Source: {@code linux/un.h}, {@code asm/socket.h}; unix(7), socket(2).
 */
public final class UnixSocket {
    public static final int AF_UNIX = 1;
    public static final int SOCK_DGRAM = 2;
    public static final int SOCK_NONBLOCK = 0x800;
    public static final int SOCK_CLOEXEC = 0x80000;
    public static final int MSG_DONTWAIT = 0x40;
    public static final int MSG_NOSIGNAL = 0x4000;

    private static final int FAMILY_SIZE = 2;

    private UnixSocket() {}

    /** {@code struct sockaddr_un} for a path, a char for each byte. */
    public static byte[] address(String path) {
        byte[] text = path.getBytes(StandardCharsets.ISO_8859_1);
        byte[] address = new byte[FAMILY_SIZE + text.length + 1];
        address[0] = AF_UNIX; // the machines that Alcove knows are little-endian
        System.arraycopy(text, 0, address, FAMILY_SIZE, text.length);
        return address;
    }
}
