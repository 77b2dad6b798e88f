package dev.alcove.cli.parity;

/** As whom a case runs. */
enum Who {
    ROOT,
    /** The ordinary user alcove-test, uid and gid 1001. */
    USER;

    /** Whether the tests run as root, who alone can run cases as both. */
    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
