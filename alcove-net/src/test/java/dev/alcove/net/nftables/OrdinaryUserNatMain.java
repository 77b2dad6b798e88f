package dev.alcove.net.nftables;

import dev.alcove.linux.LinuxException;
import dev.alcove.linux.netlink.NetlinkSocket;
import dev.alcove.linux.raw.Nftables;
import java.net.InetAddress;

/** Sets up NAT where it is started, has nft tell what is there, and removes it. */
final class OrdinaryUserNatMain {
    private OrdinaryUserNatMain() {}

    public static void main(String[] arguments) throws Exception {
        NatConfiguration configuration = Lab.configuration("mine")
                .loopback()
                .publish(PublishedPort.tcp(8080, InetAddress.ofLiteral("10.1.1.2"), 80))
                .build();
        try (NetlinkSocket socket = NetlinkSocket.open(Nftables.NETLINK_NETFILTER)) {
            Nat nat = Nat.of(socket, NetworkFiles.ofThread());
            System.out.println(nat.apply(configuration).changed());
            nft();
            System.out.println(
                    nat.list().getFirst().configuration().orElseThrow().equals(configuration));
            System.out.println(nat.remove("mine").changed());
            nft();
        } catch (LinuxException e) {
            System.out.println(e.getMessage());
        }
    }

    private static void nft() throws Exception {
        new ProcessBuilder("sh", "-c", "nft list ruleset | grep -c dnat")
                .inheritIO()
                .start()
                .waitFor();
    }
}
