package dev.alcove.container.image;

import java.util.ArrayList;
import java.util.List;

/**
 * What unpacking has left out, and what it has made.
 *
 * @param entries how many entries the tar has
 * @param bytes how many bytes its files have
 * @param skippedCount how many things were left out
 * @param skipped the first hundred of them, a sentence each
 */
public record UnpackReport(long entries, long bytes, long skippedCount, List<String> skipped) {
    public UnpackReport {
        skipped = List.copyOf(skipped);
    }

    /** A report that is being written. */
    static final class Builder {
        private static final int MOST = 100;

        private final List<String> skipped = new ArrayList<>();
        private long skippedCount;
        private long entries;
        private long bytes;

        void entry() {
            entries++;
        }

        void bytes(long count) {
            bytes += count;
        }

        void skip(TarEntry entry, String reason) {
            if (skippedCount++ < MOST) {
                skipped.add(entry.path() + ": " + reason);
            }
        }

        UnpackReport build() {
            return new UnpackReport(entries, bytes, skippedCount, skipped);
        }
    }
}
