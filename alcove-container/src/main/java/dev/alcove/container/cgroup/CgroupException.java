package dev.alcove.container.cgroup;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/** A cgroup that cannot be had: the message names the file, the value where one was written, and the reason. */
public final class CgroupException extends IOException {
    private static final long serialVersionUID = 1;

    CgroupException(String message) {
        super(message);
    }

    CgroupException(String attempt, IOException cause) {
        super(attempt + ": " + reason(cause), cause);
    }

    private static String reason(IOException cause) {
        @Nullable String reason = cause instanceof FileSystemException e ? e.getReason() : cause.getMessage();
        return reason == null ? cause.getClass().getSimpleName() : reason;
    }
}
