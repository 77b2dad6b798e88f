package dev.alcove.linux.raw;

/**
 * The arguments of {@code socket}, and what asks a socket for its network namespace.
 *
 * <p>Source: {@code bits/socket.h} and {@code bits/socket_type.h} of the C library, {@code linux/sockios.h}; socket(2).
 */
public final class Socket {
    public static final int AF_UNSPEC = 0;
    public static final int AF_INET = 2;
    public static final int AF_BRIDGE = 7;
    public static final int AF_INET6 = 10;
    public static final int AF_NETLINK = 16;
    public static final int AF_PACKET = 17;
    public static final int AF_MPLS = 28;
    public static final int SOCK_RAW = 3;
    public static final int SOCK_CLOEXEC = 0x80000;

    /** recvfrom(2): the length of the whole message, even where the buffer was too small for it. */
    public static final int MSG_TRUNC = 0x20;

    /** An {@code ioctl} that opens the network namespace of a socket. Linux 4.10; it takes CAP_NET_ADMIN over its owner. */
    public static final long SIOCGSKNS = 0x894c;

    private Socket() {}
}
