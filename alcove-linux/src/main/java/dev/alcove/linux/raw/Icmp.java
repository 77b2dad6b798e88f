package dev.alcove.linux.raw;

/**
 * Echo requests of ICMP, and the addresses that they are sent to.
 *
 * <p>Source: {@code linux/in.h}, {@code linux/in6.h}, {@code linux/icmp.h}, {@code linux/icmpv6.h}, {@code bits/socket.h} of the C
 * library; raw(7), ip(7), ipv6(7), RFC 792, RFC 4443.
 */
public final class Icmp {
    public static final int AF_INET = 2;
    public static final int AF_INET6 = 10;
    public static final int IPPROTO_ICMP = 1;
    public static final int IPPROTO_ICMPV6 = 58;

    public static final int ICMP_ECHOREPLY = 0;
    public static final int ICMP_ECHO = 8;
    public static final int ICMPV6_ECHO_REQUEST = 128;
    public static final int ICMPV6_ECHO_REPLY = 129;

    /** {@code struct sockaddr_in}. */
    public static final class SockAddrIn {
        public static final int FAMILY = 0;
        public static final int ADDR = 4;
        public static final int SIZE = 16;

        private SockAddrIn() {}
    }

    /** {@code struct sockaddr_in6}. */
    public static final class SockAddrIn6 {
        public static final int FAMILY = 0;
        public static final int ADDR = 8;
        public static final int SIZE = 28;

        private SockAddrIn6() {}
    }

    /** {@code struct icmphdr} of an echo, and that of ICMPv6, whose fields are at the same places. Numbers are big-endian. */
    public static final class Header {
        public static final int TYPE = 0;
        public static final int CODE = 1;
        public static final int CHECKSUM = 2;
        public static final int IDENTIFIER = 4;
        public static final int SEQUENCE = 6;
        public static final int SIZE = 8;

        private Header() {}
    }

    private Icmp() {}
}
