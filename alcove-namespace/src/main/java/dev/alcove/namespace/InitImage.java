package dev.alcove.namespace;

import dev.alcove.launch.Become;
import dev.alcove.launch.Image;
import dev.alcove.launch.InitProgram;
import dev.alcove.linux.Arch;
import dev.alcove.linux.LinuxException;
import org.jspecify.annotations.Nullable;

/** The executable file of the init of new PID namespaces: made once, sealed, without a name, open as long as the JVM lives. */
final class InitImage {
    /** In place of a descriptor where nothing is started. */
    static final int UNKNOWN = -1;

    private static @Nullable Integer descriptor;

    private InitImage() {}

    static synchronized int descriptor() throws LinuxException {
        Integer fd = descriptor;
        if (fd == null) {
            byte[] image = Image.of(InitProgram.standalone(), Arch.HOST);
            fd = StdioPipes.aboveStdio(Become.load(InitProgram.NAME, image));
            descriptor = fd;
        }
        return fd;
    }
}
