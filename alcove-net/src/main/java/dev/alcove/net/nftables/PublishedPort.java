package dev.alcove.net.nftables;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * A port of the host, or several in a row, behind which are those of an address in a subnet.
 *
 * @param host the address of the host's; empty for any that it has of the target's family
 * @param port the first on the host, 1 to 65535
 * @param count how many, 1 or more
 * @param target where they lead to
 * @param targetPort the first at the target, 1 to 65535
 */
public record PublishedPort(
        Protocol protocol, Optional<InetAddress> host, int port, int count, InetAddress target, int targetPort)
        implements Comparable<PublishedPort> {
    /** What has ports. */
    public enum Protocol {
        TCP(6),
        UDP(17);

        private final int number;

        Protocol(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int MAX = 65535;
    private static final Comparator<PublishedPort> ORDER = Comparator.<PublishedPort, Boolean>comparing(
                    port -> !port.isIpv4())
            .thenComparing(PublishedPort::protocol)
            .thenComparingInt(PublishedPort::port)
            .thenComparing(port -> port.host.orElse(Subnet.address(new byte[4])), Subnet::compare)
            .thenComparingInt(PublishedPort::count)
            .thenComparing(PublishedPort::target, Subnet::compare)
            .thenComparingInt(PublishedPort::targetPort);

    /**
     * A published port.
     *
     * @throws IllegalArgumentException if there are no such ports, or the addresses are not of one family
     */
    public PublishedPort {
        if (port < 1 || targetPort < 1 || count < 1 || Math.max(port, targetPort) > MAX - count + 1) {
            throw new IllegalArgumentException(
                    "port " + text(protocol, host, port, count, target, targetPort) + ": ports are 1 to " + MAX);
        }
        if (host.isPresent() && host.get() instanceof Inet4Address != target instanceof Inet4Address) {
            throw new IllegalArgumentException("port " + text(protocol, host, port, count, target, targetPort)
                    + ": one address is of IPv4 and the other of IPv6");
        }
        if (host.isPresent() && host.get().isAnyLocalAddress()) {
            host = Optional.empty();
        }
    }

    /** A port of TCP at any address of the host. */
    public static PublishedPort tcp(int port, InetAddress target, int targetPort) {
        return new PublishedPort(Protocol.TCP, Optional.empty(), port, 1, target, targetPort);
    }

    /** A port of UDP at any address of the host. */
    public static PublishedPort udp(int port, InetAddress target, int targetPort) {
        return new PublishedPort(Protocol.UDP, Optional.empty(), port, 1, target, targetPort);
    }

    /** The same at one address of the host; {@code 0.0.0.0} and {@code ::} stand for any. */
    public PublishedPort at(InetAddress address) {
        return new PublishedPort(protocol, Optional.of(address), port, count, target, targetPort);
    }

    /** So many ports in a row, from the first on both sides. */
    public PublishedPort range(int ports) {
        return new PublishedPort(protocol, host, port, ports, target, targetPort);
    }

    /** Whether a connection could be meant for either. */
    public boolean overlaps(PublishedPort other) {
        return protocol == other.protocol
                && isIpv4() == other.isIpv4()
                && port < other.port + other.count
                && other.port < port + count
                && (host.isEmpty() || other.host.isEmpty() || host.equals(other.host));
    }

    boolean isIpv4() {
        return target instanceof Inet4Address;
    }

    int lastPort() {
        return port + count - 1;
    }

    @Override
    public int compareTo(PublishedPort other) {
        return ORDER.compare(this, other);
    }

    /** As {@code tcp 192.0.2.1:8080-8089 to 10.1.1.2:80-89}. */
    @Override
    public String toString() {
        return text(protocol, host, port, count, target, targetPort);
    }

    private static String text(
            Protocol protocol, Optional<InetAddress> host, int port, int count, InetAddress target, int targetPort) {
        String any = target instanceof Inet4Address ? "0.0.0.0" : "[::]";
        return protocol + " " + (host.isPresent() ? text(host.get()) : any) + ":" + ports(port, count) + " to "
                + text(target) + ":" + ports(targetPort, count);
    }

    private static String text(InetAddress address) {
        return address instanceof Inet4Address ? address.getHostAddress() : "[" + address.getHostAddress() + "]";
    }

    private static String ports(int first, int count) {
        return count == 1 ? Integer.toString(first) : first + "-" + (first + count - 1);
    }
}
