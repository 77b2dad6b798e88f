package dev.alcove.namespace.catalogue;

/**
 * A name under which a namespace is kept.
 *
 * @param keeper who keeps it
 * @param text the name
 */
public record Name(Keeper keeper, String text) {
    /** Who keeps namespaces under names. */
    public enum Keeper {
        /** {@code alcove ns}. */
        ALCOVE,
        /** {@code ip netns}, and whoever else binds network namespaces in {@code /run/netns}. */
        NETNS
    }
}
