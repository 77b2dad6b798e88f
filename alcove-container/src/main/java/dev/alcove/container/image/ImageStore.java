package dev.alcove.container.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Images in a directory: {@code images/} has their configurations, {@code layers/} what their layers hold, each under its
 * digest. A layer is unpacked once, whatever images have it. Several threads and processes may use a store at once; who
 * changes it waits for the others.
 *
 * <p>A store belongs to the user who made it, since layers of root and of an ordinary user differ, and nobody else may enter.
 */
public final class ImageStore {
    private static final String JSON = ".json";

    private final Path images;
    private final Path temporary;
    private final Path lock;
    private final LayerStore layers;
    private final TarLimits limits;

    /**
     * An image and what was left out when it was unpacked.
     *
     * @param skipped a sentence each; empty also if the layers were there before
     */
    public record Loaded(Image image, List<String> skipped) {
        public Loaded {
            skipped = List.copyOf(skipped);
        }
    }

    private ImageStore(Path directory, TarLimits limits) {
        images = directory.resolve("images");
        temporary = directory.resolve("tmp");
        lock = directory.resolve("lock");
        layers = new LayerStore(directory.resolve("layers"), limits);
        this.limits = limits;
    }

    /**
     * Opens a store, and makes it where there is none.
     *
     * @param directory where it is, or will be; its parent is there
     * @throws ImageException if it is somebody else's
     */
    public static ImageStore open(Path directory, TarLimits limits) throws IOException {
        Path absolute = directory.toAbsolutePath();
        if (!Files.isDirectory(absolute)) {
            Files.createDirectories(
                    absolute, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Object owner = Files.getAttribute(absolute, "unix:uid");
        Object self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        if (!owner.equals(self)) {
            throw new ImageException(
                    "the store " + directory + " belongs to user " + owner + ", not to you (" + self + ")");
        }
        Files.setPosixFilePermissions(absolute, PosixFilePermissions.fromString("rwx------"));
        for (String name : List.of("images", "tmp", "layers")) {
            Files.createDirectories(absolute.resolve(name));
        }
        return new ImageStore(absolute, limits);
    }

    /** Opens a store with {@link TarLimits#DEFAULT}. */
    public static ImageStore open(Path directory) throws IOException {
        return open(directory, TarLimits.DEFAULT);
    }

    /** Loads an image for this machine. */
    public Loaded load(Path source) throws IOException {
        return load(source, Platform.HOST);
    }

    /**
     * Loads the image that a file or directory has: an OCI image layout, an archive of {@code docker save}, or a tar of a root
     * file system, compressed or not. Which one it is, is seen by what is in it.
     *
     * @throws ImageException if it is broken, has a wrong digest, is too large, or has no image for the platform
     */
    public Loaded load(Path source, Platform platform) throws IOException {
        try (StoreLock _ = new StoreLock(lock)) {
            if (Files.isDirectory(source)) {
                Archive archive = new Archive.Directory(source);
                if (!Manifest.isLayout(archive)) {
                    throw new ImageException(source + " is a directory without oci-layout and index.json, so no image; "
                            + "a directory that is a root file system needs no store");
                }
                return load(archive, Manifest.ofLayout(archive, platform));
            }
            Path plain = Files.createTempFile(temporary, "", ".tar");
            try {
                Path tar = uncompressed(source, plain);
                Archive archive = Archive.Tar.index(source.toString(), tar, limits);
                if (Manifest.isLayout(archive)) {
                    return load(archive, Manifest.ofLayout(archive, platform));
                }
                if (Manifest.isDocker(archive)) {
                    return load(archive, Manifest.ofDocker(archive, platform));
                }
                return loadPlain(new Archive.Single(source.toString(), tar));
            } finally {
                Files.delete(plain);
            }
        }
    }

    /** An image that is in the store, by its digest. */
    public Optional<Image> find(String digest) throws IOException {
        Path file = file(digest);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /** All images, in the order of their digests. */
    public List<Image> list() throws IOException {
        List<Image> list = new ArrayList<>();
        for (Path file : files()) {
            list.add(read(file));
        }
        return list;
    }

    /** Forgets an image; {@link #prune} removes the layers. False if it is not there. */
    public boolean remove(String digest) throws IOException {
        try (StoreLock _ = new StoreLock(lock)) {
            return Files.deleteIfExists(file(digest));
        }
    }

    /**
     * Removes layers that no image has, and what others have left half-way when they were killed.
     *
     * @param used layers that containers still use, though their image may be gone
     * @return how many directories were removed
     */
    public int prune(Collection<Path> used) throws IOException {
        try (StoreLock _ = new StoreLock(lock)) {
            Set<String> kept = new HashSet<>();
            used.forEach(path -> kept.add(LayerStore.name(path)));
            for (Image image : list()) {
                image.layers().forEach(path -> kept.add(LayerStore.name(path)));
            }
            int removed = 0;
            for (String name : layers.names()) {
                if (!kept.contains(name)) {
                    layers.remove(name);
                    removed++;
                }
            }
            for (Path directory : List.of(temporary, images)) {
                for (Path file : paths(directory)) {
                    if (!file.toString().endsWith(JSON)) {
                        Files.delete(file);
                    }
                }
            }
            return removed;
        }
    }

    private Loaded load(Archive archive, Manifest manifest) throws IOException {
        List<String> skipped = new ArrayList<>();
        for (int i = 0; i < manifest.layers().size(); i++) {
            layers.add(
                    archive,
                    manifest.layers().get(i),
                    manifest.config().diffIds().get(i),
                    skipped);
        }
        return keep(manifest.config(), skipped);
    }

    private Loaded loadPlain(Archive.Single archive) throws IOException {
        List<String> skipped = new ArrayList<>();
        Digest diffId = archive.diffId();
        layers.add(archive, new Manifest.Layer("", null, 0), diffId, skipped);
        return keep(ConfigFile.ofPlain(diffId), skipped);
    }

    private Loaded keep(ConfigFile config, List<String> skipped) throws IOException {
        Path file = file(config.digest().toString());
        Path fresh = Files.createTempFile(images, "", ".new");
        Files.writeString(fresh, config.text());
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return new Loaded(image(config), skipped);
    }

    /** The source itself, unless it is compressed: then {@code plain}, into which it is written. */
    private Path uncompressed(Path source, Path plain) throws IOException {
        try (InputStream in = Files.newInputStream(source);
                InputStream out = Compression.open(source.toString(), in)) {
            if (!Compression.isCompressed(out)) {
                return source;
            }
            try (OutputStream to = Files.newOutputStream(plain)) {
                byte[] buffer = new byte[1 << 16];
                long total = 0;
                for (int count = out.read(buffer); count >= 0; count = out.read(buffer)) {
                    total += count;
                    if (total > limits.maxBytes()) {
                        throw new TarLimitException(source.toString(), "maxBytes", limits.maxBytes());
                    }
                    to.write(buffer, 0, count);
                }
            }
            return plain;
        }
    }

    private Image read(Path file) throws IOException {
        return image(ConfigFile.parse(file.toString(), Files.readAllBytes(file)));
    }

    private Image image(ConfigFile config) {
        return new Image(
                config.digest().toString(),
                config.diffIds().stream().map(layers::path).toList(),
                config.config());
    }

    private Path file(String digest) throws ImageException {
        return images.resolve(Digest.parse("an image", digest).hex() + JSON);
    }

    private List<Path> files() throws IOException {
        return paths(images).stream()
                .filter(path -> path.toString().endsWith(JSON) && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                .toList();
    }

    private static List<Path> paths(Path directory) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.sorted().toList();
        }
    }
}
