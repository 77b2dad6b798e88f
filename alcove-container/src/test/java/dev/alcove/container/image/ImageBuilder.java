package dev.alcove.container.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes images of a few layers as OCI layouts and as archives of docker save. */
final class ImageBuilder {
    private final Path directory;

    ImageBuilder(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        Files.createDirectories(directory.resolve("blobs/sha256"));
        Files.writeString(directory.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    static byte[] config(String architecture, List<Digest> diffIds) {
        List<String> quoted = diffIds.stream().map(id -> "\"" + id + "\"").toList();
        return """
                {"architecture":"%s","os":"linux","config":{"Env":["A=b"],"Entrypoint":["/bin/sh"],"Cmd":null,
                "WorkingDir":"/srv","User":"1:2","Labels":{"k":"v"},"ExposedPorts":{"80/tcp":{}},"Volumes":{"/data":{}},
                "StopSignal":"SIGQUIT"},"rootfs":{"type":"layers","diff_ids":[%s]}}
                """.formatted(architecture, String.join(",", quoted)).getBytes(StandardCharsets.UTF_8);
    }

    Path blob(Digest digest) {
        return directory.resolve("blobs/sha256").resolve(digest.hex());
    }

    /** Writes an image and gives its manifest's descriptor. */
    String image(String architecture, byte[]... tars) throws IOException {
        List<Digest> diffIds = new ArrayList<>();
        List<String> layers = new ArrayList<>();
        for (byte[] tar : tars) {
            diffIds.add(Digest.of(tar));
            layers.add(write("application/vnd.oci.image.layer.v1.tar+gzip", gzip(tar), ""));
        }
        String config = write("application/vnd.oci.image.config.v1+json", config(architecture, diffIds), "");
        String manifest =
                "{\"schemaVersion\":2,\"config\":" + config + ",\"layers\":[" + String.join(",", layers) + "]}";
        String platform = ",\"platform\":{\"os\":\"linux\",\"architecture\":\"" + architecture + "\"}";
        return write("application/vnd.oci.image.manifest.v1+json", manifest.getBytes(StandardCharsets.UTF_8), platform);
    }

    void index(String... manifests) throws IOException {
        Files.writeString(
                directory.resolve("index.json"),
                "{\"schemaVersion\":2,\"manifests\":[" + String.join(",", manifests) + "]}");
    }

    private String write(String type, byte[] bytes, String more) throws IOException {
        Digest digest = Digest.of(bytes);
        Files.write(blob(digest), bytes);
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d%s}".formatted(type, digest, bytes.length, more);
    }
}
