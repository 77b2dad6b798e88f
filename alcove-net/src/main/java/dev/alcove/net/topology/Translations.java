package dev.alcove.net.topology;

import dev.alcove.linux.netlink.NetlinkSocket;
import dev.alcove.net.InetPrefix;
import dev.alcove.net.InterfaceName;
import dev.alcove.net.NetlinkSockets;
import dev.alcove.net.nftables.InstalledNat;
import dev.alcove.net.nftables.Nat;
import dev.alcove.net.nftables.NatChange;
import dev.alcove.net.nftables.NatConfiguration;
import dev.alcove.net.nftables.PublishedPort;
import dev.alcove.net.nftables.Subnet;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The NAT of a topology. Each of its networks is an owner of rules: {@code TOPOLOGY.INTERFACE} in the namespace that forwards. */
final class Translations {
    private static final int NETLINK_NETFILTER = 12;

    private final String topology;
    private final Places places;
    private final PlaceFiles files;

    Translations(String topology, Places places, PlaceFiles files) {
        this.topology = topology;
        this.places = places;
        this.files = files;
    }

    /** Something that is done with the NAT of a place. */
    private interface Work<T> {
        T with(Nat nat) throws IOException;
    }

    private <T> T in(String place, Work<T> work) throws IOException {
        try (NetlinkSocket socket =
                Interrupts.call(() -> NetlinkSockets.open(NETLINK_NETFILTER, places.namespace(place)))) {
            return work.with(Nat.of(socket, files.of(place)));
        }
    }

    boolean has(Element.Translation translation) throws IOException {
        Set<NatConfiguration> wanted = Set.copyOf(configurations(translation));
        Set<NatConfiguration> found = in(translation.place(), Nat::list).stream()
                .map(InstalledNat::configuration)
                .flatMap(one -> one.stream())
                .collect(Collectors.toSet());
        return found.containsAll(wanted);
    }

    /** Makes the rules; gives what people should know of that. */
    List<String> apply(Element.Translation translation) throws IOException {
        List<String> notices = new ArrayList<>();
        in(translation.place(), nat -> {
            for (NatConfiguration configuration : configurations(translation)) {
                NatChange change = nat.apply(configuration);
                notices.addAll(sysctls(change, translation.place()));
                notices.addAll(change.warnings());
            }
            return true;
        });
        return notices;
    }

    /** Removes the rules, and turns forwarding off again if nobody else needs it. */
    List<String> remove(Element.Translation translation) throws IOException {
        List<String> notices = new ArrayList<>();
        in(translation.place(), nat -> {
            for (NatConfiguration configuration : configurations(translation)) {
                notices.addAll(sysctls(nat.remove(configuration.owner()), translation.place()));
            }
            return true;
        });
        return notices;
    }

    private static List<String> sysctls(NatChange change, String place) {
        String where = place.equals(Element.CALLER) ? "" : " of " + place;
        return change.sysctls().stream()
                .map(sysctl -> "set " + sysctl.name().replace('/', '.') + where + " from " + sysctl.before() + " to "
                        + sysctl.after())
                .toList();
    }

    /** One for each interface that the translated are behind. */
    private List<NatConfiguration> configurations(Element.Translation translation) {
        NatRules rules = translation.rules();
        List<NatConfiguration> configurations = new ArrayList<>();
        for (NatRules.Inside inside : rules.insides()) {
            NatConfiguration.Builder builder =
                    NatConfiguration.of(topology + "." + inside.link(), new InterfaceName(inside.link()));
            inside.subnets().forEach(subnet -> builder.subnet(Subnet.of(subnet.toString())));
            if (!rules.outside().isEmpty()) {
                builder.output(new InterfaceName(rules.outside()));
            }
            for (NatRules.Port port : rules.ports()) {
                if (inside.contains(port.host())) {
                    builder.publish(published(port));
                }
            }
            if (inside.subnets().stream().anyMatch(InetPrefix::isIpv4)) {
                builder.loopback();
            }
            if (rules.forwarding()) {
                builder.forwarding();
            }
            configurations.add(builder.build());
        }
        return configurations;
    }

    private static PublishedPort published(NatRules.Port port) {
        InetAddress target = port.host();
        PublishedPort one = port.protocol() == dev.alcove.net.topology.PublishedPort.Protocol.TCP
                ? PublishedPort.tcp(port.first(), target, port.to())
                : PublishedPort.udp(port.first(), target, port.to());
        PublishedPort all = one.range(port.last() - port.first() + 1);
        return port.address().isPresent() ? all.at(port.address().get()) : all;
    }
}
