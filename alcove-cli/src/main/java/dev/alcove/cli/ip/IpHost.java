package dev.alcove.cli.ip;

import dev.alcove.launch.Program;
import java.io.IOException;

/** What the command line gives to {@link Ip}. All text is byte strings. */
public interface IpHost extends IpOutput.Sink {
    /** Writes to standard error. */
    void err(String text);

    /** Becomes the program, and comes back only where that is merely planned. */
    void become(Program program) throws IOException;

    /** What {@code -Version} prints of Alcove's own. */
    String version();
}
