package dev.alcove.net.topology;

import dev.alcove.net.InetPrefix;
import dev.alcove.net.MacAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Builds a {@link HostLink}; what its methods take is explained there. */
public final class LinkBuilder {
    private final String name;
    private @Nullable End end;
    private final List<InetPrefix> addresses = new ArrayList<>();
    private Optional<MacAddress> mac = Optional.empty();
    private OptionalInt mtu = OptionalInt.empty();
    private OptionalLong rate = OptionalLong.empty();
    private OptionalInt vlan = OptionalInt.empty();

    LinkBuilder(String name) {
        this.name = name;
    }

    /** Leads to a switch. */
    public LinkBuilder to(String oneSwitch) {
        end = new End.Port(oneSwitch);
        return this;
    }

    /** Leads to a link of another host, which must lead back. */
    public LinkBuilder to(String host, String link) {
        end = new End.Peer(host, link);
        return this;
    }

    /** Adds an address: {@code 10.0.0.1/24}, {@code fd00::1/64}. */
    public LinkBuilder address(String prefix) {
        addresses.add(InetPrefix.parse(prefix));
        return this;
    }

    /** Sets the hardware address: {@code 02:00:00:00:00:01}. */
    public LinkBuilder mac(String address) {
        mac = Optional.of(MacAddress.parse(address));
        return this;
    }

    /** Sets the largest packet, in bytes. */
    public LinkBuilder mtu(int bytes) {
        mtu = OptionalInt.of(bytes);
        return this;
    }

    /** Limits what leaves the host, as tc(8) writes it: {@code 10mbit}. */
    public LinkBuilder rate(String limit) {
        return rate(Rates.parse(limit));
    }

    /** Limits what leaves the host, in bits per second. */
    public LinkBuilder rate(long bitsPerSecond) {
        rate = OptionalLong.of(bitsPerSecond);
        return this;
    }

    /** Sets the VLAN of the switch's port. */
    public LinkBuilder vlan(int id) {
        vlan = OptionalInt.of(id);
        return this;
    }

    HostLink build() {
        if (end == null) {
            throw new IllegalArgumentException("link '" + name + "' leads nowhere");
        }
        return new HostLink(name, end, addresses, mac, mtu, rate, vlan);
    }
}
