package dev.alcove.net;

import java.util.Optional;

/**
 * Whether a link can carry packets, as RFC 2863 has it: {@code IF_OPER_*}. A veth whose other end is down is {@link
 * #LOWERLAYERDOWN}; the loopback device is always {@link #UNKNOWN}.
 */
public enum OperState {
    UNKNOWN,
    NOTPRESENT,
    DOWN,
    LOWERLAYERDOWN,
    TESTING,
    DORMANT,
    UP;

    /** The constants stand in the order of the kernel's numbers. */
    static Optional<OperState> of(int number) {
        return number < values().length ? Optional.of(values()[number]) : Optional.empty();
    }
}
