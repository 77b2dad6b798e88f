package dev.alcove.linux.raw;

/**
 * The arguments of {@code socket}, and what asks a socket for its network namespace.
 *
 * <p>Source: {@code bits/socket.h} and {@code bits/socket_type.h} of the C library, {@code asm-generic/socket.h},
 * {@code linux/sockios.h}; socket(2).
 */
public final class Socket {
    public static final int AF_NETLINK = 16;
    public static final int SOCK_RAW = 3;
    public static final int SOCK_CLOEXEC = 0x80000;

    // options at SOL_SOCKET, socket(7)
    public static final int SOL_SOCKET = 1;
    public static final int SO_SNDBUF = 7;
    /** Beyond {@code net.core.wmem_max}; takes CAP_NET_ADMIN. */
    public static final int SO_SNDBUFFORCE = 32;

    /** recvfrom(2): the length of the whole message, even where the buffer was too small for it. */
    public static final int MSG_TRUNC = 0x20;

    /** An {@code ioctl} that opens the network namespace of a socket. Linux 4.10; it takes CAP_NET_ADMIN over its owner. */
    public static final long SIOCGSKNS = 0x894c;

    private Socket() {}
}
