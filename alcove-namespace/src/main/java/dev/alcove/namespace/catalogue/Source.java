package dev.alcove.namespace.catalogue;

/** By what a namespace was found: the first of these that applies. */
public enum Source {
    /** A process is in it. */
    PROCESS,
    /** A process has it open. */
    DESCRIPTOR,
    /** A process has a socket of it open. */
    SOCKET,
    /** It is bound to a path in the caller's mount namespace. */
    MOUNT,
    /** It is the parent or the owner of another. */
    RELATION
}
