package dev.alcove.container.image;

/**
 * What a tar may hold at most, against those that were made to fill a disk or a memory.
 *
 * @param maxEntries files, directories and links, 1 or more
 * @param maxBytes bytes of the tar after decompression, 512 or more
 * @param maxPathLength bytes of a name or of a link's target, 1 to 4095, which is the kernel's own limit
 * @param maxHeaderBytes bytes of one entry's extended headers, 512 to 16777216; extended attributes are in there
 */
public record TarLimits(long maxEntries, long maxBytes, int maxPathLength, int maxHeaderBytes) {
    /** Two million entries, 64 GiB, the kernel's limit for names, 1 MiB of headers. */
    public static final TarLimits DEFAULT = new TarLimits(2_000_000, 64L << 30, 4095, 1 << 20);

    public TarLimits {
        check("maxEntries", maxEntries, 1, Long.MAX_VALUE);
        check("maxBytes", maxBytes, 512, Long.MAX_VALUE);
        check("maxPathLength", maxPathLength, 1, 4095);
        check("maxHeaderBytes", maxHeaderBytes, 512, 1 << 24);
    }

    public TarLimits withMaxEntries(long value) {
        return new TarLimits(value, maxBytes, maxPathLength, maxHeaderBytes);
    }

    public TarLimits withMaxBytes(long value) {
        return new TarLimits(maxEntries, value, maxPathLength, maxHeaderBytes);
    }

    public TarLimits withMaxPathLength(int value) {
        return new TarLimits(maxEntries, maxBytes, value, maxHeaderBytes);
    }

    private static void check(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + ", not from " + least + " to " + most);
        }
    }
}
