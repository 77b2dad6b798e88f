package dev.alcove.container.cgroup;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

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
        if (cause instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        if (cause instanceof AccessDeniedException) {
            return "Permission denied";
        }
        String reason = cause instanceof FileSystemException e ? e.getReason() : cause.getMessage();
        return reason == null ? cause.getClass().getSimpleName() : reason;
    }
}
