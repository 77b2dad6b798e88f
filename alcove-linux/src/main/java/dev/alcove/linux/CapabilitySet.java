package dev.alcove.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A set of capabilities, as the kernel holds one: a bit each, at the place of the capability's number. A newer kernel may
 * set bits that have no name here; they are kept.
 *
 * @param bits bit 0 is {@code CAP_CHOWN}
 */
public record CapabilitySet(long bits) {
    public static final CapabilitySet EMPTY = new CapabilitySet(0);

    /** All that have a name here, {@code CAP_CHOWN} to {@code CAP_CHECKPOINT_RESTORE}. */
    public static final CapabilitySet ALL = new CapabilitySet((1L << Capability.values().length) - 1);

    private static final int HEX_DIGITS = 16;

    /** The set of these. */
    public static CapabilitySet of(Capability... capabilities) {
        long bits = 0;
        for (Capability capability : capabilities) {
            bits |= bit(capability);
        }
        return new CapabilitySet(bits);
    }

    /** The set that is written as in {@code /proc/PID/status}: 1 to 16 hexadecimal digits. Empty for any other text. */
    public static Optional<CapabilitySet> ofHex(String text) {
        if (text.isEmpty() || text.length() > HEX_DIGITS) {
            return Optional.empty();
        }
        long bits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return Optional.empty();
            }
            bits = bits << 4 | digit;
        }
        return Optional.of(new CapabilitySet(bits));
    }

    public boolean isEmpty() {
        return bits == 0;
    }

    public boolean contains(Capability capability) {
        return (bits & bit(capability)) != 0;
    }

    /** Whether all of {@code others} are in this set. */
    public boolean containsAll(CapabilitySet others) {
        return (others.bits & ~bits) == 0;
    }

    public CapabilitySet with(Capability capability) {
        return new CapabilitySet(bits | bit(capability));
    }

    public CapabilitySet without(Capability capability) {
        return new CapabilitySet(bits & ~bit(capability));
    }

    /** What is in this set or in the other. */
    public CapabilitySet union(CapabilitySet other) {
        return new CapabilitySet(bits | other.bits);
    }

    /** What is in this set and in the other. */
    public CapabilitySet intersection(CapabilitySet other) {
        return new CapabilitySet(bits & other.bits);
    }

    /** The names in the order of their numbers: {@code CAP_CHOWN}; a bit without a name is its number, {@code 41}. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (int number = 0; number < Long.SIZE; number++) {
            if ((bits & 1L << number) != 0) {
                Optional<Capability> capability = Capability.of(number);
                names.add(capability.isPresent() ? capability.get().name() : String.valueOf(number));
            }
        }
        return names;
    }

    /** As in {@code /proc/PID/status}: 16 hexadecimal digits. */
    public String hex() {
        String digits = Long.toHexString(bits);
        return "0".repeat(HEX_DIGITS - digits.length()) + digits;
    }

    /** The names, joined by commas. */
    @Override
    public String toString() {
        return String.join(",", names());
    }

    private static long bit(Capability capability) {
        return 1L << capability.number();
    }
}
