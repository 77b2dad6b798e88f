package dev.alcove.cli;

import dev.alcove.linux.Errno;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Standard output and standard error for byte strings, written as they are and at once: {@code System.out} would encode
 * them anew, and costs time to set up.
 */
final class Console {
    private Console() {}

    /** Writes to standard output. Where there is none, or nobody reads it, that is no error. */
    static void out(String text) throws CommandException {
        tryOut(text);
    }

    /** Writes to standard output; says whether somebody may have read it. */
    static boolean tryOut(String text) throws CommandException {
        try {
            write(FileDescriptor.out, text);
            return true;
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            if (!reason.equals(Errno.EBADF.text()) && !reason.equals(Errno.EPIPE.text())) {
                throw new CommandException("write error: " + reason);
            }
            return false;
        }
    }

    /** Writes to standard error. Where that fails there is nobody left to tell. */
    static void err(String text) {
        try {
            write(FileDescriptor.err, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(FileDescriptor descriptor, String text) throws IOException {
        // Not closed: that would close the descriptor.
        @SuppressWarnings("resource")
        FileOutputStream stream = new FileOutputStream(descriptor);
        stream.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
