package dev.alcove.cli.parity;

/** As whom a case runs. */
enum Who {
    ROOT,
    /** The ordinary user alcove-test, uid and gid 1001. */
    USER
}
