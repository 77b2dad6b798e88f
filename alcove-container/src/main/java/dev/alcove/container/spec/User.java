package dev.alcove.container.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ids inside of the container.
 *
 * @param uid 0 to 4294967294
 * @param gid 0 to 4294967294
 * @param umask the file mode creation mask; null for 022
 * @param additionalGids supplementary groups
 */
public record User(long uid, long gid, @Nullable Integer umask, List<Long> additionalGids) {
    public User {
        additionalGids = List.copyOf(additionalGids);
    }
}
