package dev.alcove.container.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A container that is not there, or a name that is taken. */
public final class StoreException extends IOException {
    private static final long serialVersionUID = 1;

    private final String remedy;

    StoreException(String message, String remedy, @Nullable Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    /** What a person can do about it. */
    public String remedy() {
        return remedy;
    }
}
