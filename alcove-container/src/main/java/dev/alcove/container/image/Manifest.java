package dev.alcove.container.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which configuration and layers an archive has for an image: found by an OCI layout's index or by the {@code manifest.json}
 * of {@code docker save}.
 *
 * @param layers the lowest first
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md">OCI image layout</a>
 */
record Manifest(ConfigFile config, List<Layer> layers) {
    private static final int MOST_INDEXES = 8;
    private static final String NAME = "org.opencontainers.image.ref.name";

    /** A layer's file: {@code digest} and {@code size} are those of the file, null if the archive does not tell. */
    record Layer(String name, @Nullable Digest digest, long size) {}

    private record Descriptor(Digest digest, long size, Json json) {
        static Descriptor of(Json json) throws ImageException {
            Digest digest = Digest.parse(json.source(), json.member("digest").text());
            return new Descriptor(digest, json.member("size").number(), json);
        }

        String blob() {
            return "blobs/sha256/" + digest.hex();
        }

        byte[] read(Archive archive) throws IOException {
            byte[] bytes = archive.read(blob());
            check(archive.source() + ": " + blob(), bytes.length, Digest.of(bytes));
            return bytes;
        }

        void check(String what, long bytes, Digest real) throws ImageException {
            if (bytes != size) {
                throw new ImageException(what + " has " + bytes + " bytes, not " + size + " as its descriptor says");
            }
            if (!real.equals(digest)) {
                throw new ImageException(what + " has the digest " + real + ", not that of its name");
            }
        }
    }

    /** Whether it is an OCI layout. */
    static boolean isLayout(Archive archive) {
        return archive.has("oci-layout") && archive.has("index.json");
    }

    /** Whether it is what {@code docker save} writes, and no root file system that has a file of that name. */
    static boolean isDocker(Archive archive) throws IOException {
        if (!archive.has("manifest.json")) {
            return false;
        }
        try {
            List<Json> images =
                    Json.parse("manifest.json", archive.read("manifest.json")).elements();
            return !images.isEmpty() && !images.getFirst().member("Config").isMissing();
        } catch (ImageException another) {
            return false;
        }
    }

    /** The one image for a platform in an OCI layout. */
    static Manifest ofLayout(Archive archive, Platform platform) throws IOException {
        String version = Json.parse(archive.source() + ": oci-layout", archive.read("oci-layout"))
                .member("imageLayoutVersion")
                .text();
        if (!version.startsWith("1.")) {
            throw new ImageException(archive.source() + " is an image layout of version \"" + version + "\", not 1");
        }
        List<String> others = new ArrayList<>();
        Map<Digest, Manifest> found = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        Json index = Json.parse(archive.source() + ": index.json", archive.read("index.json"));
        for (Json each : index.member("manifests").elements()) {
            Manifest manifest = select(archive, each, platform, others, 0);
            if (manifest != null && found.put(manifest.config.digest(), manifest) == null) {
                names.add(each.member("annotations").member(NAME).text());
            }
        }
        return only(archive, platform, found, names, others);
    }

    /** The one image in an archive of {@code docker save}. */
    static Manifest ofDocker(Archive archive, Platform platform) throws IOException {
        Map<Digest, Manifest> found = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        List<String> others = new ArrayList<>();
        Json json = Json.parse(archive.source() + ": manifest.json", archive.read("manifest.json"));
        for (Json each : json.elements()) {
            String name = each.member("Config").text();
            ConfigFile config = ConfigFile.parse(archive.source() + ": " + name, archive.read(name));
            String base = name.substring(name.lastIndexOf('/') + 1).replace(".json", "");
            if (Digest.isHex(base) && !base.equals(config.digest().hex())) {
                throw new ImageException(archive.source() + ": " + name + " has the digest " + config.digest()
                        + ", not that of its name");
            }
            List<Layer> layers = new ArrayList<>();
            for (String layer : each.member("Layers").texts()) {
                layers.add(new Layer(layer, null, 0));
            }
            Manifest manifest = new Manifest(config, layers).checked(archive);
            if (!manifest.isFor(platform)) {
                others.add(config.config().os() + "/" + config.config().architecture());
            } else if (found.put(config.digest(), manifest) == null) {
                names.add(String.join(" ", each.member("RepoTags").texts()));
            }
        }
        return only(archive, platform, found, names, others);
    }

    private static Manifest only(
            Archive archive, Platform platform, Map<Digest, Manifest> found, List<String> names, List<String> others)
            throws ImageException {
        if (found.size() > 1) {
            throw new ImageException(archive.source() + " has several images for " + platform + " ("
                    + String.join(", ", names) + "); give one that has only the one you want");
        }
        for (Manifest manifest : found.values()) {
            return manifest;
        }
        throw new ImageException(archive.source() + " has no image for " + platform
                + (others.isEmpty() ? "" : ", only for " + String.join(", ", others)));
    }

    /** The first image for the platform that a descriptor leads to; the platforms of others are added to {@code others}. */
    private static @Nullable Manifest select(
            Archive archive, Json json, Platform platform, List<String> others, int depth) throws IOException {
        Json wanted = json.member("platform");
        String os = wanted.member("os").text();
        String architecture = wanted.member("architecture").text();
        if (!wanted.isMissing() && !platform.equals(new Platform(os, architecture))) {
            others.add(os + "/" + architecture);
            return null;
        }
        Descriptor descriptor = Descriptor.of(json);
        Json content = Json.parse(archive.source() + ": " + descriptor.blob(), descriptor.read(archive));
        if (content.member("manifests").isMissing()) {
            Manifest manifest = manifest(archive, content);
            if (!manifest.isFor(platform)) {
                others.add(manifest.config.config().os() + "/"
                        + manifest.config.config().architecture());
                return null;
            }
            return manifest;
        }
        if (depth == MOST_INDEXES) {
            throw new ImageException(
                    archive.source() + " has more than " + MOST_INDEXES + " indexes inside of each other");
        }
        for (Json each : content.member("manifests").elements()) {
            Manifest manifest = select(archive, each, platform, others, depth + 1);
            if (manifest != null) {
                return manifest;
            }
        }
        return null;
    }

    private static Manifest manifest(Archive archive, Json json) throws IOException {
        Descriptor config = Descriptor.of(json.member("config"));
        ConfigFile file = ConfigFile.parse(archive.source() + ": " + config.blob(), config.read(archive));
        List<Layer> layers = new ArrayList<>();
        for (Json each : json.member("layers").elements()) {
            Descriptor layer = Descriptor.of(each);
            layers.add(new Layer(layer.blob(), layer.digest, layer.size));
        }
        return new Manifest(file, layers).checked(archive);
    }

    private boolean isFor(Platform platform) {
        return platform.equals(
                new Platform(config.config().os(), config.config().architecture()));
    }

    private Manifest checked(Archive archive) throws ImageException {
        if (layers.size() != config.diffIds().size()) {
            throw new ImageException(archive.source() + ": the manifest has " + layers.size()
                    + " layers, the configuration " + config.diffIds().size());
        }
        return this;
    }
}
