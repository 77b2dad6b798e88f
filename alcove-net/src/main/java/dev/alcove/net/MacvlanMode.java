package dev.alcove.net;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.raw.IfLink;

/**
 * How the macvlan and macvtap links of one parent get on with each other.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-link.8.html">ip-link(8)</a>
 */
public enum MacvlanMode {
    /** They do not reach each other. */
    PRIVATE(IfLink.MACVLAN_MODE_PRIVATE),
    /** They reach each other by a switch outside that sends packets back. The kernel's default. */
    VEPA(IfLink.MACVLAN_MODE_VEPA),
    /** They reach each other directly. */
    BRIDGE(IfLink.MACVLAN_MODE_BRIDGE),
    /** There is only one, which has all of its parent, its MAC address too. */
    PASSTHRU(IfLink.MACVLAN_MODE_PASSTHRU),
    /** It gets what comes from a list of MAC addresses. */
    SOURCE(IfLink.MACVLAN_MODE_SOURCE);

    private final int number;

    MacvlanMode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static MacvlanMode of(int number) throws MalformedException {
        for (MacvlanMode mode : values()) {
            if (mode.number == number) {
                return mode;
            }
        }
        throw Values.malformed(number + " is no mode of macvlan");
    }
}
