package dev.alcove.container.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of an image, in a directory or in a tar. */
sealed interface Archive {
    /** The largest configuration or manifest that is read; registries allow 4 MiB. */
    int MOST_JSON = 4 << 20;

    /** What it is called in messages. */
    String source();

    boolean has(String name);

    /** The bytes of a file, whose size may be wrong: what verifies the digest sees that. */
    InputStream open(String name) throws IOException;

    /** The whole of a small file. */
    default byte[] read(String name) throws IOException {
        try (InputStream in = open(name)) {
            byte[] bytes = in.readNBytes(MOST_JSON + 1);
            if (bytes.length > MOST_JSON) {
                throw new ImageException(source() + ": " + name + " has more than " + MOST_JSON + " bytes");
            }
            return bytes;
        }
    }

    default ImageException missing(String name) {
        return new ImageException(source() + " has no file " + name);
    }

    /** A directory. Only names that Alcove has made of digests are looked up. */
    record Directory(Path path) implements Archive {
        @Override
        public String source() {
            return path.toString();
        }

        @Override
        public boolean has(String name) {
            return Files.isRegularFile(path.resolve(name), LinkOption.NOFOLLOW_LINKS);
        }

        @Override
        public InputStream open(String name) throws IOException {
            if (!has(name)) {
                throw missing(name);
            }
            return Files.newInputStream(path.resolve(name), LinkOption.NOFOLLOW_LINKS);
        }
    }

    /**
     * An uncompressed tar, of which it is known where each file begins.
     *
     * @param source the name of what was given, which may have been compressed
     */
    record Tar(String source, Path file, Map<String, Place> places) implements Archive {
        /** Where a file's content is; or, where there is a link, as what else it is found. */
        record Place(long position, long size, @Nullable String link) {}

        static Tar index(String source, Path file, TarLimits limits) throws IOException {
            Map<String, Place> places = new HashMap<>();
            try (TarReader tar =
                    new TarReader(source, new BufferedInputStream(Files.newInputStream(file), 1 << 16), limits)) {
                for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
                    String path = lexical("", entry.path());
                    switch (entry.type()) {
                        case FILE -> places.put(path, new Place(tar.position(), entry.size(), null));
                        case HARD_LINK -> places.put(path, new Place(0, 0, lexical("", entry.link())));
                        case SYMBOLIC_LINK -> places.put(path, new Place(0, 0, lexical(path + "/..", entry.link())));
                        default -> places.remove(path);
                    }
                }
            }
            return new Tar(source, file, places);
        }

        @Override
        public boolean has(String name) {
            return place(name) != null;
        }

        @Override
        public InputStream open(String name) throws IOException {
            Place place = place(name);
            if (place == null) {
                throw missing(name);
            }
            FileChannel channel = FileChannel.open(file);
            try {
                channel.position(place.position);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            return new Part(Channels.newInputStream(channel), place.size);
        }

        /** Old archives of Docker have a link for a layer that is there twice. */
        private @Nullable Place place(String name) {
            Place place = places.get(lexical("", name));
            return place == null || place.link == null ? place : direct(place.link);
        }

        private @Nullable Place direct(String name) {
            Place place = places.get(name);
            return place == null || place.link != null ? null : place;
        }

        /** A name without dots, which is only ever looked up among the names of the tar. */
        private static String lexical(String from, String name) {
            StringBuilder path = new StringBuilder();
            for (String part : (from + "/" + name).split("/", -1)) {
                if (part.equals("..")) {
                    path.setLength(Math.max(path.lastIndexOf("/"), 0));
                } else if (!part.isEmpty() && !part.equals(".")) {
                    path.append('/').append(part);
                }
            }
            return path.toString();
        }
    }

    /** A tar that is a root file system itself, whatever name it is asked for. */
    record Single(String source, Path file) implements Archive {
        @Override
        public boolean has(String name) {
            return true;
        }

        @Override
        public InputStream open(String name) throws IOException {
            return Files.newInputStream(file);
        }

        Digest diffId() throws IOException {
            try (Measured in = new Measured(Files.newInputStream(file))) {
                in.transferTo(OutputStream.nullOutputStream());
                return in.digest();
            }
        }
    }

    /** The first bytes of a stream. */
    final class Part extends java.io.FilterInputStream {
        private long left;

        Part(InputStream in, long size) {
            super(in);
            left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = super.read(bytes, offset, (int) Math.min(length, left));
            left -= Math.max(count, 0);
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = super.skip(Math.min(count, left));
            left -= skipped;
            return skipped;
        }

        @Override
        public int available() {
            return 0;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
