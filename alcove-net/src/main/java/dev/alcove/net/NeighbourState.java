package dev.alcove.net;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.raw.Neigh;

/**
 * What is known of a neighbour, {@code NUD_*}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-neighbour.8.html">ip-neighbour(8)</a>
 */
public enum NeighbourState {
    NONE(Neigh.NUD_NONE),
    /** It is being asked for. */
    INCOMPLETE(Neigh.NUD_INCOMPLETE),
    /** It was heard of lately. */
    REACHABLE(Neigh.NUD_REACHABLE),
    /** It was heard of some time ago. */
    STALE(Neigh.NUD_STALE),
    DELAY(Neigh.NUD_DELAY),
    /** It is being asked for again. */
    PROBE(Neigh.NUD_PROBE),
    /** It does not answer. */
    FAILED(Neigh.NUD_FAILED),
    /** It need not be asked for. */
    NOARP(Neigh.NUD_NOARP),
    /** It stays until it is deleted. */
    PERMANENT(Neigh.NUD_PERMANENT);

    private final int number;

    NeighbourState(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static NeighbourState of(int number) throws MalformedException {
        for (NeighbourState state : values()) {
            if (state.number == number) {
                return state;
            }
        }
        throw Values.malformed(number + " is no state of a neighbour");
    }
}
