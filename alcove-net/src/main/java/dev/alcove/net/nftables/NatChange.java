package dev.alcove.net.nftables;

import java.util.List;

/**
 * What {@link Nat} has done.
 *
 * @param changed false if everything was as it is to be, and nothing was done
 * @param sysctls those that were turned on, or back to what they were
 * @param warnings what may keep the network from working and is not for Alcove to change, in sentences; none after a removal
 */
public record NatChange(boolean changed, List<Sysctl> sysctls, List<String> warnings) {
    /**
     * A sysctl that was changed.
     *
     * @param name below {@code /proc/sys}: {@code net/ipv4/ip_forward}
     */
    public record Sysctl(String name, String before, String after) {
        /** The way back. */
        Sysctl back() {
            return new Sysctl(name, /* before= */ after, /* after= */ before);
        }
    }

    public NatChange {
        sysctls = List.copyOf(sysctls);
        warnings = List.copyOf(warnings);
    }
}
