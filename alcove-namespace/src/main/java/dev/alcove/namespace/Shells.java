package dev.alcove.namespace;

import org.jspecify.annotations.Nullable;

/** Which shell a user has. */
final class Shells {
    private Shells() {}

    static String of(long uid, @Nullable String root) {
        return "/bin/sh";
    }
}
