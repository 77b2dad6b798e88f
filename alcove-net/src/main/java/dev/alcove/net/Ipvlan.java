package dev.alcove.net;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.IfLink;

/**
 * A link with the MAC address of its parent, and IP addresses of its own.
 *
 * @param mode at which layer it is told which packets are whose
 * @param isolation how it gets on with others of its parent
 * @see <a href="https://docs.kernel.org/networking/ipvlan.html">IPVLAN driver</a>
 */
public record Ipvlan(Mode mode, Isolation isolation) implements LinkKind {
    /** At which layer packets are told apart, in the order of the kernel's numbers. */
    public enum Mode {
        L2,
        /** The parent's namespace routes. The kernel's default. */
        L3,
        /** The same, and the parent's firewall sees the packets. */
        L3S
    }

    /** Who reaches whom. */
    public enum Isolation {
        /** They reach each other directly. */
        BRIDGE(0),
        /** They do not reach each other. */
        PRIVATE(IfLink.IPVLAN_F_PRIVATE),
        /** They reach each other by a switch outside. */
        VEPA(IfLink.IPVLAN_F_VEPA);

        private final int flag;

        Isolation(int flag) {
            this.flag = flag;
        }
    }

    /** A link in this mode that reaches others of its parent. */
    public Ipvlan(Mode mode) {
        this(mode, Isolation.BRIDGE);
    }

    @Override
    public String kind() {
        return "ipvlan";
    }

    static Ipvlan read(Attributes data) throws MalformedException {
        int mode = data.int16(IfLink.IFLA_IPVLAN_MODE).orElse(IfLink.IPVLAN_MODE_L3);
        int flags = data.int16(IfLink.IFLA_IPVLAN_FLAGS).orElse(0);
        if (mode >= Mode.values().length) {
            throw Values.malformed(mode + " is no mode of ipvlan");
        }
        for (Isolation isolation : Isolation.values()) {
            if (isolation.flag == (flags & (IfLink.IPVLAN_F_PRIVATE | IfLink.IPVLAN_F_VEPA))) {
                return new Ipvlan(Mode.values()[mode], isolation);
            }
        }
        throw Values.malformed(flags + " are no flags of ipvlan");
    }

    void write(Batch batch) {
        batch.int16(IfLink.IFLA_IPVLAN_MODE, mode.ordinal()).int16(IfLink.IFLA_IPVLAN_FLAGS, isolation.flag);
    }
}
