package dev.alcove.container.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar from front to back: ustar, GNU's and pax's forms. An entry's content is read before the next entry, or is
 * skipped. Sparse files, parts of archives and entries of unknown types are refused by name.
 *
 * <p>All that a tar can do to its reader is an {@link ImageException}; an {@link IOException} otherwise is the stream's own.
 */
public final class TarReader implements AutoCloseable {
    private final InputStream in;
    private final String source;
    private final TarLimits limits;
    private final byte[] block = new byte[TarHeader.SIZE];
    private final PaxHeaders global = PaxHeaders.none();
    private long position;
    private long entries;
    private long left;
    private long padding;
    private String where = "";

    /**
     * @param source the tar's name, for messages
     * @param in the tar, uncompressed; closed with the reader
     */
    public TarReader(String source, InputStream in, TarLimits limits) {
        this.source = source;
        this.in = in;
        this.limits = limits;
    }

    /** How many bytes of the tar have been read: behind {@link #next}, where the entry's content begins. */
    public long position() {
        return position;
    }

    /** The next entry; null at the end. */
    public @Nullable TarEntry next() throws IOException {
        skip();
        where = "";
        try {
            return entry();
        } catch (TarLimitException e) {
            throw e;
        } catch (ImageException e) {
            throw new ImageException(source + where + ": " + e.getMessage());
        }
    }

    /** Reads of the entry's content. The number of bytes, 1 or more, or -1 behind the last. */
    public int read(byte[] bytes) throws IOException {
        if (left == 0) {
            return -1;
        }
        int count = in.read(bytes, 0, (int) Math.min(bytes.length, left));
        if (count < 0) {
            throw new ImageException(source + where + ": the tar ends in the middle of it");
        }
        left -= count;
        count(count);
        return count;
    }

    /** The whole content of an entry that is no larger than {@code most} bytes. */
    public byte[] readAll(int most) throws IOException {
        if (left > most) {
            throw new ImageException(source + where + " has " + left + " bytes, more than " + most);
        }
        return bytes((int) left);
    }

    /** Reads what stands behind the last entry, so that a digest of the stream is that of the whole. */
    public void drain() throws IOException {
        byte[] bytes = new byte[1 << 16];
        for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
            count(count);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private @Nullable TarEntry entry() throws IOException {
        PaxHeaders pax = global.forEntry();
        String longName = null;
        String longLink = null;
        long budget = limits.maxHeaderBytes();
        while (true) {
            TarHeader header = header();
            if (header == null) {
                return null;
            }
            char type = header.type();
            if ("xgLK".indexOf(type) < 0) {
                return entry(header, pax, longName, longLink);
            }
            byte[] bytes = extension(header, budget);
            budget -= bytes.length + TarHeader.SIZE;
            switch (type) {
                case 'x' -> pax.add(bytes);
                case 'L' -> longName = text(bytes);
                case 'K' -> longLink = text(bytes);
                default -> {
                    global.add(bytes);
                    pax = global.forEntry();
                }
            }
        }
    }

    /** The next header that is none of zeros. Two of these end a tar, and so does the end of the stream. */
    private @Nullable TarHeader header() throws IOException {
        TarHeader header = block();
        if (header == null) {
            return null;
        }
        if (header.isZero()) {
            TarHeader second = block();
            if (second != null && !second.isZero()) {
                throw new ImageException("a block of zeros at " + (position - 2 * TarHeader.SIZE) + " is alone");
            }
            return null;
        }
        if (!header.hasRightChecksum()) {
            long at = position - TarHeader.SIZE;
            throw new ImageException(at == 0 ? "this is no tar" : "the checksum of the header at " + at + " is wrong");
        }
        return header;
    }

    private @Nullable TarHeader block() throws IOException {
        int count = in.readNBytes(block, 0, TarHeader.SIZE);
        count(count);
        if (count == 0) {
            return null;
        }
        if (count < TarHeader.SIZE) {
            throw new ImageException("it ends in the middle of a header");
        }
        return new TarHeader(block);
    }

    private byte[] extension(TarHeader header, long budget) throws IOException {
        long size = header.size();
        if (size < 0) {
            throw new ImageException("an extended header has a negative size");
        }
        if (size + TarHeader.SIZE > budget) {
            throw new TarLimitException(source, "maxHeaderBytes", limits.maxHeaderBytes());
        }
        left = size;
        padding = -size & TarHeader.SIZE - 1;
        byte[] bytes = bytes((int) size);
        skip();
        return bytes;
    }

    private TarEntry entry(TarHeader header, PaxHeaders pax, @Nullable String longName, @Nullable String longLink)
            throws IOException {
        if (++entries > limits.maxEntries()) {
            throw new TarLimitException(source, "maxEntries", limits.maxEntries());
        }
        String path = name("path", pax, longName, header.name());
        String shown = path.length() > 200 ? path.substring(0, 200) + "…" : path;
        where = ", entry " + entries + " (" + shown + ")";
        if (path.isEmpty()) {
            throw new ImageException("it has no name");
        }
        String link = name("linkpath", pax, longLink, header.link());
        TarEntry.Type type = type(header.type(), path);
        long size = pax.number("size", header.size());
        if (size < 0) {
            throw new ImageException("its size is negative");
        }
        // Only files have content: what others say of a size means something else, as POSIX has it.
        left = type == TarEntry.Type.FILE ? size : 0;
        padding = -left & TarHeader.SIZE - 1;
        if (left > limits.maxBytes() - position) {
            throw new TarLimitException(source, "maxBytes", limits.maxBytes());
        }
        boolean device = type == TarEntry.Type.CHARACTER_DEVICE || type == TarEntry.Type.BLOCK_DEVICE;
        return new TarEntry(
                path,
                type,
                (int) header.mode() & 07777,
                within("uid", pax.number("uid", header.uid()), 0xfffffffeL),
                within("gid", pax.number("gid", header.gid()), 0xfffffffeL),
                left,
                pax.seconds(header.time()),
                pax.nanoseconds(),
                isLink(type) ? link : "",
                device ? (int) within("devmajor", header.major(), 0xfff) : 0,
                device ? (int) within("devminor", header.minor(), 0xfffff) : 0,
                pax.attributes());
    }

    private static boolean isLink(TarEntry.Type type) {
        return type == TarEntry.Type.SYMBOLIC_LINK || type == TarEntry.Type.HARD_LINK;
    }

    private static TarEntry.Type type(char type, String path) throws ImageException {
        return switch (type) {
            case '0', '\0', '7' -> path.endsWith("/") ? TarEntry.Type.DIRECTORY : TarEntry.Type.FILE;
            case '1' -> TarEntry.Type.HARD_LINK;
            case '2' -> TarEntry.Type.SYMBOLIC_LINK;
            case '3' -> TarEntry.Type.CHARACTER_DEVICE;
            case '4' -> TarEntry.Type.BLOCK_DEVICE;
            case '5' -> TarEntry.Type.DIRECTORY;
            case '6' -> TarEntry.Type.FIFO;
            case 'S' ->
                throw new ImageException(
                        "it is a sparse file, which Alcove does not read; make the tar without --sparse");
            case 'M', 'D', 'V', 'N' ->
                throw new ImageException("it is of GNU tar's type '" + type
                        + "', of volumes and incremental archives, which Alcove does not read");
            default ->
                throw new ImageException("it is of an unknown type, "
                        + (type > ' ' && type < 0x7f ? "'" + type + "'" : Integer.toString(type)));
        };
    }

    private String name(String key, PaxHeaders pax, @Nullable String gnu, String own) throws IOException {
        String text = pax.text(key);
        String name = text != null ? text : gnu != null ? gnu : own;
        if (name.length() > limits.maxPathLength()) {
            throw new TarLimitException(source, "maxPathLength", limits.maxPathLength());
        }
        return name;
    }

    private static long within(String field, long value, long most) throws ImageException {
        if (value < 0 || value > most) {
            throw new ImageException("its " + field + " is " + value + ", not from 0 to " + most);
        }
        return value;
    }

    private static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    private byte[] bytes(int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        count(bytes.length);
        left -= bytes.length;
        if (bytes.length < size) {
            throw new ImageException("it ends in the middle of a header's content");
        }
        return bytes;
    }

    private void skip() throws IOException {
        long rest = left + padding;
        left = 0;
        padding = 0;
        try {
            in.skipNBytes(rest);
        } catch (EOFException e) {
            throw new ImageException(source + where + ": the tar ends in the middle of it");
        }
        count(rest);
    }

    private void count(long bytes) throws TarLimitException {
        position += bytes;
        if (position > limits.maxBytes()) {
            throw new TarLimitException(source, "maxBytes", limits.maxBytes());
        }
    }
}
