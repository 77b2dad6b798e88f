package dev.alcove.net.nftables;

import dev.alcove.net.InterfaceName;
import java.io.IOException;

/**
 * The outside world, a router, and two containers behind a bridge of it. Nobody outside knows a way to the containers; the router
 * does not forward yet.
 *
 * <pre>
 * outside 192.0.2.2, 2001:db8::2 -- wan, 192.0.2.1, 2001:db8::1 router 10.1.1.1, fd00:1::1, br0 -- one   10.1.1.2, fd00:1::2
 *                                                                                               -- other 10.1.1.3, fd00:1::3
 * </pre>
 */
final class Lab implements AutoCloseable {
    static final InterfaceName BRIDGE = new InterfaceName("br0");
    static final Subnet SUBNET4 = Subnet.of("10.1.1.0/24");
    static final Subnet SUBNET6 = Subnet.of("fd00:1::/64");

    private static final String SETUP = """
            sysctl -qw net.ipv4.ip_forward=0 net.ipv6.conf.all.forwarding=0
            ip link add wan type veth peer name eth0 netns "$1"
            ip addr add 192.0.2.1/24 dev wan
            ip addr add 2001:db8::1/64 dev wan nodad
            ip link set wan up
            ip link add br0 type bridge
            ip addr add 10.1.1.1/24 dev br0
            ip addr add fd00:1::1/64 dev br0 nodad
            ip link set br0 up
            for container in one:"$2" other:"$3"; do
                ip link add "${container%:*}" type veth peer name eth0 netns "${container#*:}"
                ip link set "${container%:*}" master br0 up
            done
            """;

    private static final String CONTAINER = """
            ip addr add 10.1.1.$1/24 dev eth0
            ip addr add fd00:1::$1/64 dev eth0 nodad
            ip link set eth0 up
            ip route add default via 10.1.1.1
            ip route add default via fd00:1::1
            """;

    final Place outside;
    final Place router;
    final Place one;
    final Place other;

    private Lab(Place outside, Place router, Place one, Place other) {
        this.outside = outside;
        this.router = router;
        this.one = one;
        this.other = other;
    }

    static Lab create() throws Exception {
        Lab lab = new Lab(Place.create(), Place.create(), Place.create(), Place.create());
        try {
            lab.router.sh(SETUP, lab.outside.pid(), lab.one.pid(), lab.other.pid());
            lab.one.sh(CONTAINER, 2);
            lab.other.sh(CONTAINER, 3);
            lab.outside.sh(
                    "ip addr add 192.0.2.2/24 dev eth0; ip addr add 2001:db8::2/64 dev eth0 nodad; ip link set eth0 up");
            return lab;
        } catch (Exception | Error e) {
            lab.close();
            throw e;
        }
    }

    /** Both subnets, forwarded. */
    static NatConfiguration.Builder configuration(String owner) {
        return NatConfiguration.of(owner, BRIDGE)
                .subnet(SUBNET4)
                .subnet(SUBNET6)
                .forwarding();
    }

    @Override
    public void close() throws IOException {
        one.close();
        other.close();
        outside.close();
        router.close();
    }
}
