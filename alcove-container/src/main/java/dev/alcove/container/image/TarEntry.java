package dev.alcove.container.image;

import java.util.Map;

/**
 * One entry of a tar, as it says of itself; nothing of it has been believed yet.
 *
 * @param path its name, bytes
 * @param type what it is
 * @param mode permissions, 0 to 07777
 * @param uid the owner, 0 to 4294967294
 * @param gid the group, 0 to 4294967294
 * @param size bytes of content that follow, 0 for all but a file
 * @param seconds the time of modification, since 1970
 * @param nanoseconds what is beyond these seconds, 0 to 999999999
 * @param link the target of a link, bytes; else empty
 * @param major a device's major number, 0 to 4095
 * @param minor a device's minor number, 0 to 1048575
 * @param attributes extended attributes
 */
public record TarEntry(
        String path,
        Type type,
        int mode,
        long uid,
        long gid,
        long size,
        long seconds,
        int nanoseconds,
        String link,
        int major,
        int minor,
        Map<String, byte[]> attributes) {
    /** What an entry can be. */
    public enum Type {
        FILE,
        DIRECTORY,
        SYMBOLIC_LINK,
        HARD_LINK,
        CHARACTER_DEVICE,
        BLOCK_DEVICE,
        FIFO
    }

    public TarEntry {
        attributes = Map.copyOf(attributes);
    }
}
