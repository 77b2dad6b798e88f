package dev.alcove.container.image;

import java.io.IOException;

/** A tar, an image or a store that is not what it has to be; the message names it, what is wrong, and what helps. */
public sealed class ImageException extends IOException permits TarLimitException {
    private static final long serialVersionUID = 1;

    public ImageException(String message) {
        super(message);
    }
}
