package dev.alcove.linux.raw;

/**
 * The {@code ioctl}s of a socket.
 *
 * <p>Source: {@code linux/sockios.h}.
 */
public final class Sockios {
    /** Opens the network namespace of the socket; needs CAP_NET_ADMIN in it. Linux 4.10. */
    public static final int SIOCGSKNS = 0x894c;

    private Sockios() {}
}
