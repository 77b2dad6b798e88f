package dev.alcove.net.nftables;

import dev.alcove.namespace.Namespace;
import dev.alcove.namespace.NamespaceThreads;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The files of {@code /proc} that show a network namespace: {@code sys/net} and {@code net}. */
public interface NetworkFiles {
    /**
     * Reads a file, without the end of its last line.
     *
     * @param path below {@code /proc}: {@code sys/net/ipv4/ip_forward}
     * @return empty if there is no such file
     */
    Optional<String> read(String path) throws IOException;

    /** Whether a sysctl may be written, as far as that can be told. */
    boolean isWritable(String path) throws IOException;

    /**
     * Writes a sysctl. Takes CAP_NET_ADMIN in the user namespace that owns the network namespace, and a {@code /proc/sys} that is
     * not mounted read-only.
     *
     * @param path below {@code /proc}: {@code sys/net/ipv4/ip_forward}
     */
    void write(String path, String value) throws IOException;

    /** Those of the network namespace that the calling thread is in, each time. */
    static NetworkFiles ofThread() {
        return new NetworkFiles() {
            @Override
            public Optional<String> read(String path) throws IOException {
                try {
                    return Optional.of(Files.readString(file(path)).stripTrailing());
                } catch (NoSuchFileException e) {
                    return Optional.empty();
                }
            }

            @Override
            public boolean isWritable(String path) {
                return Files.isWritable(file(path));
            }

            @Override
            public void write(String path, String value) throws IOException {
                Files.writeString(file(path), value);
            }

            private static Path file(String path) {
                return Path.of(path.startsWith("net/") ? "/proc/thread-self/" + path : "/proc/" + path);
            }
        };
    }

    /**
     * Those of a network namespace, which is entered each time, see {@link Namespace#call}.
     *
     * @param network which has to stay open
     */
    static NetworkFiles of(Namespace network) {
        NetworkFiles inside = ofThread();
        return new NetworkFiles() {
            @Override
            public Optional<String> read(String path) throws IOException {
                return enter(() -> inside.read(path));
            }

            @Override
            public boolean isWritable(String path) throws IOException {
                return enter(() -> inside.isWritable(path));
            }

            @Override
            public void write(String path, String value) throws IOException {
                enter(() -> {
                    inside.write(path, value);
                    return true;
                });
            }

            private <T> T enter(NamespaceThreads.Task<T, IOException> task) throws IOException {
                try {
                    return network.call(task);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("interrupted on the way into " + network);
                }
            }
        };
    }
}
