package dev.alcove.cli.ip;

import dev.alcove.linux.raw.NeighbourMessage;

/** The states of a neighbour. */
final class NeighbourStates {
    private static final int MAX = 0x100;

    private static final Keywords WORDS = new Keywords(
            "permanent*", "reachable*", "noarp", "none", "stale", "incomplete", "delay", "probe", "failed*");

    /** In the order in which they are printed. */
    private static final int[] STATES = {
        NeighbourMessage.NUD_INCOMPLETE,
        NeighbourMessage.NUD_REACHABLE,
        NeighbourMessage.NUD_STALE,
        NeighbourMessage.NUD_DELAY,
        NeighbourMessage.NUD_PROBE,
        NeighbourMessage.NUD_FAILED,
        NeighbourMessage.NUD_NOARP,
        NeighbourMessage.NUD_PERMANENT,
    };

    private static final String[] NAMES = {
        "INCOMPLETE", "REACHABLE", "STALE", "DELAY", "PROBE", "FAILED", "NOARP", "PERMANENT",
    };

    private NeighbourStates() {}

    /** The state that a word names, or is the number of; -1 if it does neither. */
    static int find(String word) {
        String known = WORDS.find(word);
        if (known.equals("none")) {
            return NeighbourMessage.NUD_NONE;
        }
        for (int i = 0; i < NAMES.length; i++) {
            if (NAMES[i].equalsIgnoreCase(known)) {
                return STATES[i];
            }
        }
        long number = IpWords.number(word);
        return number >= 0 && number < MAX && Long.bitCount(number) <= 1 ? (int) number : -1;
    }

    /** What a word must be; {@link IpException#wrong} if it is none. */
    static int require(String word) throws IpException {
        int state = find(word);
        if (state < 0) {
            throw IpException.wrong("nud state is bad", word);
        }
        return state;
    }

    static void print(IpOutput out, int states) {
        out.openArray("state", "");
        for (int i = 0; i < STATES.length; i++) {
            if ((states & STATES[i]) != 0) {
                out.string(null, "", NAMES[i], " ");
            }
        }
        out.closeArray("");
    }
}
