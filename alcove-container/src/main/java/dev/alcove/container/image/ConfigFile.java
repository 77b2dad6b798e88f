package dev.alcove.container.image;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An image's configuration file: what it says of layers, and of containers.
 *
 * @param text its bytes, which are UTF-8 since they are JSON
 * @param diffIds the layers' digests, uncompressed, the lowest first
 */
record ConfigFile(String text, Digest digest, List<Digest> diffIds, ImageConfig config) {
    static ConfigFile parse(String source, byte[] bytes) throws ImageException {
        Json json = Json.parse(source, bytes);
        Json config = json.member("config");
        List<String> ids = json.member("rootfs").member("diff_ids").texts();
        Digest[] diffIds = new Digest[ids.size()];
        for (int i = 0; i < diffIds.length; i++) {
            diffIds[i] = Digest.parse(source + ", rootfs.diff_ids", ids.get(i));
        }
        ImageConfig image = new ImageConfig(
                config.member("Env").texts(),
                config.member("Entrypoint").texts(),
                config.member("Cmd").texts(),
                config.member("WorkingDir").text(),
                config.member("User").text(),
                config.member("Labels").map(),
                config.member("StopSignal").text(),
                json.member("architecture").text(),
                json.member("os").text(),
                config.member("ExposedPorts").names(),
                config.member("Volumes").names());
        return new ConfigFile(new String(bytes, StandardCharsets.UTF_8), Digest.of(bytes), List.of(diffIds), image);
    }

    /** For a tar that is a root file system and says nothing of itself. */
    static ConfigFile ofPlain(Digest diffId) throws ImageException {
        String json = "{\"architecture\":\"" + Platform.HOST.architecture()
                + "\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" + diffId
                + "\"]}}";
        return parse("a configuration", json.getBytes(StandardCharsets.UTF_8));
    }
}
