package dev.alcove.container.image;

import dev.alcove.linux.LinuxException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The unpacked layers of a store, each under the digest of its tar. Whoever calls has the store's lock. */
final class LayerStore {
    static final String TEMPORARY = ".new-";

    private final Path directory;
    private final TarLimits limits;
    private final UnpackOptions options = UnpackOptions.ofCaller(UnpackOptions.Whiteouts.OVERLAY);

    LayerStore(Path directory, TarLimits limits) {
        this.directory = directory;
        this.limits = limits;
    }

    Path path(Digest diffId) {
        return directory.resolve(diffId.hex());
    }

    /**
     * Unpacks a layer unless it is there.
     *
     * @param diffId what the digest of the uncompressed tar has to be; null for a tar that nobody tells of
     * @return the digest
     */
    Digest add(Archive archive, Manifest.Layer layer, @Nullable Digest diffId, List<String> skipped)
            throws IOException {
        if (diffId != null && Files.isDirectory(path(diffId))) {
            return diffId;
        }
        Path fresh = Files.createTempDirectory(directory, TEMPORARY);
        try {
            Digest real;
            try (InputStream in = archive.open(layer.name())) {
                real = unpack(archive.source() + ": " + layer.name(), in, layer, fresh, skipped);
            }
            if (diffId != null && !real.equals(diffId)) {
                throw new ImageException(archive.source() + ": " + layer.name() + " has the digest " + real
                        + " when uncompressed, not " + diffId + " as the configuration says");
            }
            if (Files.isDirectory(path(real))) {
                remove(name(fresh));
            } else {
                Files.move(fresh, path(real), StandardCopyOption.ATOMIC_MOVE);
            }
            return real;
        } catch (IOException | RuntimeException | Error e) {
            try {
                remove(name(fresh));
            } catch (LinuxException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    /** Names of all directories, also of those that were left half-way. */
    List<String> names() throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.map(LayerStore::name).sorted().toList();
        }
    }

    void remove(String name) throws LinuxException {
        try (RootTree tree = new RootTree(directory, options.privileged())) {
            tree.remove(tree.root(), name, null);
        }
    }

    private Digest unpack(String source, InputStream in, Manifest.Layer layer, Path fresh, List<String> skipped)
            throws IOException {
        Measured packed = new Measured(in);
        Measured plain = new Measured(Compression.open(source, packed));
        UnpackReport report;
        try (LayerUnpacker unpacker = new LayerUnpacker(fresh, options)) {
            unpacker.rootMode(0755); // where the tar does not tell; Java makes temporary directories with 0700
            TarReader tar = new TarReader(source, plain, limits);
            unpacker.unpack(tar);
            report = unpacker.finish();
        }
        packed.transferTo(OutputStream.nullOutputStream()); // what stands behind the compressed data
        for (String each : report.skipped()) {
            skipped.add(source + ": " + each);
        }
        Digest expected = layer.digest();
        if (expected != null) {
            if (packed.count() != layer.size()) {
                throw new ImageException(
                        source + " has " + packed.count() + " bytes, not " + layer.size() + " as its descriptor says");
            }
            Digest real = packed.digest();
            if (!real.equals(expected)) {
                throw new ImageException(source + " has the digest " + real + ", not that of its name");
            }
        }
        return plain.digest();
    }

    static String name(Path path) {
        String text = path.toString();
        return text.substring(text.lastIndexOf('/') + 1);
    }
}
