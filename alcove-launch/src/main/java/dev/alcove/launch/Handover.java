package dev.alcove.launch;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.raw.Planning;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/** Leaves a launch program to the launcher that started this JVM for it, and waits to become it; see {@link Planning}. */
final class Handover {
    private Handover() {}

    /** Writes the image to descriptor 0, and ends the JVM. Never returns. */
    static void handOver(byte[] image) throws LinuxException {
        // Not closed: the descriptor ends with the process.
        @SuppressWarnings("resource")
        FileOutputStream out = new FileOutputStream(FileDescriptor.in);
        try {
            out.write(image);
        } catch (IOException e) {
            boolean tooLarge = String.valueOf(e.getMessage()).equals(Errno.EFBIG.text());
            throw new LinuxException(
                    "cannot hand over the launch program",
                    "write(0, ..., " + image.length + ")",
                    (tooLarge ? Errno.EFBIG : Errno.EIO).number(),
                    tooLarge ? "the hard limit on the size of files (ulimit -Hf) is smaller than the program" : null);
        }
        Runtime.getRuntime().halt(0);
    }
}
