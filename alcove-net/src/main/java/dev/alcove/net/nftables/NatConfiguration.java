package dev.alcove.net.nftables;

import dev.alcove.net.InterfaceName;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What {@link Nat} is to do for a network behind a bridge: its subnets reach the outside by the addresses of the host, and ports
 * of the host lead into it.
 *
 * <pre>{@code
 * NatConfiguration.of("web", new InterfaceName("br0"))
 *         .subnet(Subnet.of("10.1.1.0/24"))
 *         .publish(PublishedPort.tcp(8080, InetAddress.ofLiteral("10.1.1.2"), 80))
 *         .forwarding()
 *         .build();
 * }</pre>
 *
 * @param owner who asks for it, and can have it removed: 1 to 64 of {@code A-Z a-z 0-9 . _ -}, the first one of the first three
 * @param bridge the interface of the host that the network is behind
 * @param subnets one or more
 * @param outputs the interfaces by which the subnets are masqueraded; none for all but the bridge
 * @param ports published ports
 * @param loopback whether the ports that are published at any address of IPv4 are so at 127.0.0.1 as well
 * @param inbound whether connections from outside to addresses of the subnets are let in, beside those to published ports
 * @param forwarding whether the kernel is to be told to forward, if it does not
 */
public record NatConfiguration(
        String owner,
        InterfaceName bridge,
        SortedSet<Subnet> subnets,
        SortedSet<InterfaceName> outputs,
        SortedSet<PublishedPort> ports,
        boolean loopback,
        boolean inbound,
        boolean forwarding) {
    private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /**
     * A configuration that makes sense.
     *
     * @throws IllegalArgumentException if it does not: no owner's name, no subnet, ports that overlap or lead elsewhere
     */
    public NatConfiguration {
        subnets = Collections.unmodifiableSortedSet(new TreeSet<>(subnets));
        outputs = Collections.unmodifiableSortedSet(new TreeSet<>(outputs));
        ports = Collections.unmodifiableSortedSet(new TreeSet<>(ports));
        requireOwner(owner);
        if (subnets.isEmpty()) {
            throw new IllegalArgumentException("NAT of '" + owner + "': no subnet");
        }
        if (outputs.contains(bridge)) {
            throw new IllegalArgumentException(
                    "NAT of '" + owner + "': " + bridge + " is where the network is, not a way out");
        }
        if (loopback && subnets.stream().noneMatch(Subnet::isIpv4)) {
            throw new IllegalArgumentException("NAT of '" + owner + "': 127.0.0.1 leads into no subnet of IPv6");
        }
        for (PublishedPort port : ports) {
            check(owner, port, subnets, loopback);
        }
        checkOverlaps(owner, ports);
    }

    /**
     * Refuses a name that can be no owner's.
     *
     * @throws IllegalArgumentException if it cannot
     */
    static void requireOwner(String owner) {
        if (!OWNER.matcher(owner).matches()) {
            throw new IllegalArgumentException("owner '" + owner
                    + "': 1 to 64 letters, digits, dots, dashes and underscores, a letter or digit first");
        }
    }

    private static void check(String owner, PublishedPort port, Collection<Subnet> subnets, boolean loopback) {
        if (subnets.stream().noneMatch(subnet -> subnet.contains(port.target()))) {
            throw new IllegalArgumentException("NAT of '" + owner + "': port " + port + " leads out of " + subnets);
        }
        boolean hostLoopback = port.host().isPresent() && port.host().get().isLoopbackAddress();
        if (hostLoopback && !port.isIpv4()) {
            throw new IllegalArgumentException(
                    "NAT of '" + owner + "': port " + port + ": the kernel lets nothing out of ::1");
        }
        if (hostLoopback && !loopback) {
            throw new IllegalArgumentException(
                    "NAT of '" + owner + "': port " + port + " is at a loopback address, which has to be asked for");
        }
    }

    private static void checkOverlaps(String owner, Collection<PublishedPort> ports) {
        List<PublishedPort> before = new ArrayList<>();
        for (PublishedPort port : ports) {
            for (PublishedPort other : before) {
                if (port.overlaps(other)) {
                    throw new IllegalArgumentException(
                            "NAT of '" + owner + "': port " + port + " overlaps with port " + other);
                }
            }
            before.add(port);
        }
    }

    boolean hasIpv4() {
        return subnets.stream().anyMatch(Subnet::isIpv4);
    }

    boolean hasIpv6() {
        return !subnets.stream().allMatch(Subnet::isIpv4);
    }

    /** Begins a configuration. */
    public static Builder of(String owner, InterfaceName bridge) {
        return new Builder(owner, bridge);
    }

    /** What a configuration is put together with. Not for use by several threads at once. */
    public static final class Builder {
        private final String owner;
        private final InterfaceName bridge;
        private final List<Subnet> subnets = new ArrayList<>();
        private final List<InterfaceName> outputs = new ArrayList<>();
        private final List<PublishedPort> ports = new ArrayList<>();
        private boolean loopback;
        private boolean inbound;
        private boolean forwarding;

        private Builder(String owner, InterfaceName bridge) {
            this.owner = owner;
            this.bridge = bridge;
        }

        /** A subnet that is behind the bridge. */
        public Builder subnet(Subnet subnet) {
            subnets.add(subnet);
            return this;
        }

        /** The subnets are masqueraded by this interface, and by others that are named so; without any, by all but the bridge. */
        public Builder output(InterfaceName output) {
            outputs.add(output);
            return this;
        }

        /** A port, or several, that lead into a subnet. */
        public Builder publish(PublishedPort port) {
            ports.add(port);
            return this;
        }

        /**
         * Ports can also be published at {@link InetAddress#isLoopbackAddress() loopback} addresses of IPv4, and those at any
         * address are so at 127.0.0.1 too. That takes the sysctl {@code route_localnet} of the bridge, which is turned on, and
         * rules that keep what comes out of the bridge from using it.
         */
        public Builder loopback() {
            loopback = true;
            return this;
        }

        /** Connections from outside to addresses of the subnets are let in, not only those to published ports. */
        public Builder inbound() {
            inbound = true;
            return this;
        }

        /** The kernel is told to forward: {@code net.ipv4.ip_forward}, {@code net.ipv6.conf.all.forwarding}, if they are off. */
        public Builder forwarding() {
            forwarding = true;
            return this;
        }

        /**
         * The configuration.
         *
         * @throws IllegalArgumentException if it makes no sense: no owner's name, no subnet, a subnet or port given twice, ports
         *     that overlap or lead elsewhere
         */
        public NatConfiguration build() {
            return new NatConfiguration(
                    owner,
                    bridge,
                    once("subnet", subnets),
                    once("interface", outputs),
                    once("port", ports),
                    loopback,
                    inbound,
                    forwarding);
        }

        private <T extends Comparable<T>> SortedSet<T> once(String what, List<T> list) {
            SortedSet<T> set = new TreeSet<>();
            for (T element : list) {
                if (!set.add(element)) {
                    throw new IllegalArgumentException("NAT of '" + owner + "': " + what + " " + element + " twice");
                }
            }
            return set;
        }
    }
}
