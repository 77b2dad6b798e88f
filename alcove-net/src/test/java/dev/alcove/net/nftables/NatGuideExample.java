package dev.alcove.net.nftables;

import dev.alcove.linux.netlink.NetlinkSocket;
import dev.alcove.net.InterfaceName;
import java.io.IOException;
import java.net.InetAddress;

/** What docs/nat.md shows of Java: the lines between the two that only consist of dashes. */
final class NatGuideExample {
    private NatGuideExample() {}

    static NatChange run(NetlinkSocket socket, NetworkFiles files) throws IOException {
        // ----
        InetAddress server = InetAddress.ofLiteral("10.1.1.2");
        NatConfiguration web = NatConfiguration.of("web", new InterfaceName("br0"))
                .subnet(Subnet.of("10.1.1.0/24"))
                .subnet(Subnet.of("fd00:1::/64"))
                .publish(PublishedPort.tcp(22, server, 22))
                .publish(PublishedPort.tcp(8080, server, 80).range(3))
                .publish(PublishedPort.udp(8053, server, 53).at(InetAddress.ofLiteral("192.0.2.1")))
                .publish(PublishedPort.tcp(443, InetAddress.ofLiteral("fd00:1::2"), 8443))
                .loopback()
                .forwarding()
                .build();
        Nat nat = Nat.of(socket, files);
        NatChange change = nat.apply(web);
        change.sysctls().forEach(sysctl -> System.out.println("turned on: " + sysctl.name()));
        change.warnings().forEach(System.out::println);
        // ----
        return change;
    }
}
