package dev.alcove.namespace.process;

import dev.alcove.launch.ImageFile;
import dev.alcove.launch.InitProgram;
import dev.alcove.linux.Fd;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.raw.Descriptors;
import org.jspecify.annotations.Nullable;

/** The executable file of the init of new PID namespaces: made once, open as long as the JVM lives. */
public final class InitImage {
    private static @Nullable Fd file;

    private InitImage() {}

    public static synchronized int descriptor() throws LinuxException {
        Fd fd = file;
        if (fd == null) {
            fd = ImageFile.of(InitProgram.standalone());
            file = fd;
        }
        return Descriptors.number(fd);
    }
}
