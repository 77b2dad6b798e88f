package dev.alcove.net;

/**
 * A kind of which only the name is known here; one can be created if it needs no further options.
 *
 * @param kind its name: {@code ifb}, {@code wireguard}
 */
public record OtherKind(String kind) implements LinkKind {
    static final int MAX_LENGTH = 55;

    /** @throws IllegalArgumentException if the name is empty, or longer than the kernel's names of kinds */
    public OtherKind {
        if (kind.isEmpty() || kind.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "kind of link '" + kind + "': 1 to " + MAX_LENGTH + " characters are allowed");
        }
    }
}
