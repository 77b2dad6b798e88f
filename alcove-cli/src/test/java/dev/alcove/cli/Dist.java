package dev.alcove.cli;

import java.nio.file.Path;

/** The distribution that was built, where every user can run it. */
final class Dist {
    private static final Path DIRECTORY = Reachable.of(Ran.where("alcove.dist"));

    static final Path ALCOVE = DIRECTORY.resolve("bin/alcove");
    static final Path UNSHARE = DIRECTORY.resolve("bin/unshare");
    static final Path NSENTER = DIRECTORY.resolve("bin/nsenter");

    private Dist() {}
}
