package dev.alcove.net.topology;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.namespace.Namespace;
import dev.alcove.net.Sysctls;
import dev.alcove.net.nftables.NetworkFiles;
import java.io.IOException;
import java.util.Optional;

/** The sysctls of a topology's namespaces. */
final class PlaceFiles {
    private static final String SYS = "sys/";

    private final Places places;

    PlaceFiles(Places places) {
        this.places = places;
    }

    /** The value of a sysctl; empty if there is none of that name. */
    Optional<String> read(String place, String key) throws IOException {
        return read(places.namespace(place), key);
    }

    private static Optional<String> read(Namespace net, String key) throws IOException {
        try {
            return Optional.of(Interrupts.call(() -> Sysctls.get(net, key)));
        } catch (LinuxException e) {
            if (e.errnoNumber() == Errno.ENOENT.number()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    void write(String place, String key, String value) throws IOException {
        write(places.namespace(place), key, value);
    }

    private static void write(Namespace net, String key, String value) throws IOException {
        Interrupts.call(() -> {
            Sysctls.set(net, key, value);
            return true;
        });
    }

    /** All the files of {@code /proc} that show a place. */
    NetworkFiles of(String place) {
        Namespace net = places.namespace(place);
        return new Files(net, NetworkFiles.of(net));
    }

    /**
     * Sysctls in the two ways that there are into a namespace; other files only where a thread may enter.
     *
     * @param others the files that a thread finds there
     */
    private record Files(Namespace net, NetworkFiles others) implements NetworkFiles {
        @Override
        public Optional<String> read(String path) throws IOException {
            if (path.startsWith(SYS)) {
                return PlaceFiles.read(net, path.substring(SYS.length()));
            }
            try {
                return others.read(path);
            } catch (LinuxException e) {
                if (e.errnoNumber() == Errno.EPERM.number()) {
                    return Optional.empty(); // only root could have put there what would be told
                }
                throw e;
            }
        }

        /** Whoever may have brought the topology up may write here, unless /proc/sys is read-only, which writing tells. */
        @Override
        public boolean isWritable(String path) throws IOException {
            try {
                return others.isWritable(path);
            } catch (LinuxException e) {
                return e.errnoNumber() == Errno.EPERM.number();
            }
        }

        @Override
        public void write(String path, String value) throws IOException {
            PlaceFiles.write(net, path.substring(SYS.length()), value);
        }
    }
}
