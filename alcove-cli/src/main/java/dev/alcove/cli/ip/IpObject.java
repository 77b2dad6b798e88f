package dev.alcove.cli.ip;

import java.io.IOException;
import java.util.List;

/** An object of {@code ip}: {@code netns}, {@code link}, {@code address}. */
public interface IpObject {
    /**
     * Does what the words behind the object's name say.
     *
     * @throws IpException if they are wrong, or what they ask for cannot be done
     * @throws IOException if the output cannot be written; a {@code LinuxException} if a system call fails
     */
    void run(IpContext context, List<String> words) throws IpException, IOException;

    /** The words that may come first, for completions. */
    default String[] commands() {
        return new String[0];
    }
}
