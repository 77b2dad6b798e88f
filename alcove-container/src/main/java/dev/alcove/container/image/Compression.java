package dev.alcove.container.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Finds out by its first bytes how a tar is compressed, whatever its name or media type says, and undoes it. */
final class Compression {
    private static final int MAGIC_SIZE = 6;
    private static final int BUFFER = 1 << 16;

    private Compression() {}

    /**
     * The bytes of a tar that may be compressed.
     *
     * @param source its name, for messages
     */
    static InputStream open(String source, InputStream in) throws IOException {
        PushbackInputStream back = new PushbackInputStream(in, MAGIC_SIZE);
        byte[] magic = back.readNBytes(MAGIC_SIZE);
        back.unread(magic);
        if (starts(magic, 0x1f, 0x8b)) {
            try {
                return new Gzip(source, new GZIPInputStream(new NeverEmpty(back), BUFFER));
            } catch (ZipException e) {
                throw Gzip.broken(source, e);
            }
        }
        refuse(source, magic, "zstd", 0x28, 0xb5, 0x2f, 0xfd);
        refuse(source, magic, "xz", 0xfd, '7', 'z', 'X', 'Z', 0);
        refuse(source, magic, "bzip2", 'B', 'Z', 'h');
        return new BufferedInputStream(back, BUFFER);
    }

    /** Whether what {@link #open} gave undoes a compression. */
    static boolean isCompressed(InputStream opened) {
        return opened instanceof Gzip;
    }

    private static void refuse(String source, byte[] magic, String name, int... bytes) throws ImageException {
        if (starts(magic, bytes)) {
            throw new ImageException(
                    source + " is compressed with " + name + ", which Java cannot read; unpack it with `" + name
                            + " -d`, or copy the image with `skopeo copy --dest-compress-format gzip`");
        }
    }

    private static boolean starts(byte[] magic, int... bytes) {
        boolean same = magic.length >= bytes.length;
        for (int i = 0; same && i < bytes.length; i++) {
            same = (magic[i] & 0xff) == bytes[i];
        }
        return same;
    }

    /** A stream of which {@link GZIPInputStream} believes that another member may follow; without that it asks available. */
    private static final class NeverEmpty extends java.io.FilterInputStream {
        NeverEmpty(InputStream in) {
            super(in);
        }

        @Override
        public int available() {
            return 1;
        }
    }

    /** Says which file it is whose compressed data is broken. */
    private static final class Gzip extends java.io.FilterInputStream {
        private final String source;

        Gzip(String source, InputStream in) {
            super(in);
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (ZipException | java.io.EOFException e) {
                throw broken(source, e);
            }
        }

        static ImageException broken(String source, IOException e) {
            return new ImageException(source + ": its gzip data is broken: " + e.getMessage());
        }
    }
}
