package dev.alcove.container.image;

import java.nio.file.Path;
import java.util.List;

/**
 * An image of which all layers are unpacked in a store.
 *
 * @param digest the digest of its configuration, {@code sha256:} and 64 hexadecimal digits; Docker's image ID
 * @param layers directories, the lowest first
 * @param config how a container of it is started
 */
public record Image(String digest, List<Path> layers, ImageConfig config) {
    public Image {
        layers = List.copyOf(layers);
    }
}
