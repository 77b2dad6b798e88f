package dev.alcove.net.netns;

/**
 * What happened to a name.
 *
 * @param kind what it was
 * @param name the name; empty if events were lost
 */
public record NetnsEvent(Kind kind, String name) {
    /** What can happen. */
    public enum Kind {
        /** A name was added; the namespace is bound to it a moment later. */
        ADD,
        /** A name was deleted. */
        DELETE,
        /** Events were lost, since they came faster than they were read: what there is must be listed anew. */
        LOST
    }
}
