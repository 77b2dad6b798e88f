package dev.alcove.net;

import dev.alcove.linux.raw.IfAddr;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What is said of an address by its flags, {@code IFA_F_*}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-address.8.html">ip-address(8)</a>
 */
public enum AddressFlag {
    /** Of IPv4, another of the same network was there before; of IPv6, it is a temporary one. */
    SECONDARY(IfAddr.IFA_F_SECONDARY),
    /** Nobody is asked whether the IPv6 address is in use already, so that it can be used at once. */
    NODAD(IfAddr.IFA_F_NODAD),
    /** It is used while it is being found out whether somebody else has it. */
    OPTIMISTIC(IfAddr.IFA_F_OPTIMISTIC),
    /** Somebody else has it. */
    DADFAILED(IfAddr.IFA_F_DADFAILED),
    HOMEADDRESS(IfAddr.IFA_F_HOMEADDRESS),
    /** Its preferred lifetime is over: nothing new begins with it. */
    DEPRECATED(IfAddr.IFA_F_DEPRECATED),
    /** It is being found out whether somebody else has it. */
    TENTATIVE(IfAddr.IFA_F_TENTATIVE),
    /** It has no end. */
    PERMANENT(IfAddr.IFA_F_PERMANENT),
    MANAGETEMPADDR(IfAddr.IFA_F_MANAGETEMPADDR),
    /** There is no route to its network because of it. */
    NOPREFIXROUTE(IfAddr.IFA_F_NOPREFIXROUTE),
    MCAUTOJOIN(IfAddr.IFA_F_MCAUTOJOIN),
    STABLE_PRIVACY(IfAddr.IFA_F_STABLE_PRIVACY);

    private final int bit;

    AddressFlag(int bit) {
        this.bit = bit;
    }

    static Set<AddressFlag> of(int bits) {
        EnumSet<AddressFlag> flags = EnumSet.noneOf(AddressFlag.class);
        for (AddressFlag flag : values()) {
            if ((bits & flag.bit) != 0) {
                flags.add(flag);
            }
        }
        return Collections.unmodifiableSet(flags);
    }

    /** The bits of those that may be asked for: others the kernel sets itself. */
    static int wanted(Set<AddressFlag> flags) {
        int bits = 0;
        for (AddressFlag flag : flags) {
            switch (flag) {
                case NODAD, OPTIMISTIC, HOMEADDRESS, MANAGETEMPADDR, NOPREFIXROUTE, MCAUTOJOIN -> bits |= flag.bit;
                default -> {}
            }
        }
        return bits;
    }
}
