package dev.alcove.net.topology;

import dev.alcove.net.InetPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Builds a {@link Switch}. */
public final class SwitchBuilder {
    private final String name;
    private final List<InetPrefix> addresses = new ArrayList<>();
    private OptionalInt mtu = OptionalInt.empty();
    private boolean stp;
    private boolean vlanFiltering;
    private Optional<Nat> nat = Optional.empty();

    SwitchBuilder(String name) {
        this.name = name;
    }

    /** Adds an address of the switch itself: {@code 10.0.0.254/24}. */
    public SwitchBuilder address(String prefix) {
        addresses.add(InetPrefix.parse(prefix));
        return this;
    }

    /** Sets the largest packet, in bytes. */
    public SwitchBuilder mtu(int bytes) {
        mtu = OptionalInt.of(bytes);
        return this;
    }

    /** Speaks the spanning tree protocol. */
    public SwitchBuilder stp() {
        stp = true;
        return this;
    }

    /** Keeps VLANs apart. */
    public SwitchBuilder vlanFiltering() {
        vlanFiltering = true;
        return this;
    }

    /** Masquerades what its hosts send outside, and turns on forwarding. Takes CAP_NET_ADMIN in the caller's namespace. */
    public SwitchBuilder masquerade() {
        return nat(new Nat(Optional.empty(), true, List.of()));
    }

    /** Does NAT for its hosts. Takes CAP_NET_ADMIN in the caller's namespace. */
    public SwitchBuilder nat(Nat rules) {
        nat = Optional.of(rules);
        return this;
    }

    Switch build() {
        return new Switch(name, addresses, mtu, stp, vlanFiltering, nat);
    }
}
