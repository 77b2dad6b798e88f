package dev.alcove.net.topology;

import dev.alcove.namespace.Caller;
import dev.alcove.namespace.NamespaceStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where it is written down which topologies are up: {@code net} in the store of the user's {@link NamespaceStore}, in it a
 * directory for each. All who change topologies hold a lock.
 */
final class TopologyStore {
    private static final String DIRECTORY = "net";
    private static final String LOCK = ".lock";
    private static final String STATE = "state";
    private static final String NEW = "state.new";

    /** A lock of a file is the process's: it does not keep threads apart. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final NamespaceStore store;

    private TopologyStore(NamespaceStore store) {
        this.store = store;
    }

    /** The caller's. */
    static TopologyStore ofCaller() {
        return new TopologyStore(NamespaceStore.of(Caller.current()));
    }

    /** What is done while nobody else changes topologies. */
    interface Work<T> {
        T call() throws IOException;
    }

    /** Does something with the exclusive right to change topologies. The kernel takes that from a process that has ended. */
    <T> T locked(Work<T> work) throws IOException {
        Path file = store.makeDirectory(DIRECTORY).resolve(LOCK);
        THREADS.lock();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock(); // until the channel is closed
            return work.call();
        } finally {
            THREADS.unlock();
        }
    }

    /** The directory of a topology, which need not be there. */
    Path directory(String name) {
        return Path.of(store.directory(), DIRECTORY, name);
    }

    /** The names of those of which something is written down, in their order. */
    List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(store.directory(), DIRECTORY))) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (Names.isLabel(name)) {
                    names.add(name);
                }
            }
        } catch (NoSuchFileException e) {
            return List.of(); // no topology was ever up
        }
        names.sort(null);
        return names;
    }

    /** What is written down of a topology; empty if it is not up. */
    Optional<TopologyState> read(String name) throws IOException {
        try {
            return Optional.of(
                    TopologyState.parse(Files.readString(directory(name).resolve(STATE))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Writes it down, in place of what was written before. */
    void write(String name, TopologyState state) throws IOException {
        Path directory = store.makeDirectory(DIRECTORY + "/" + name);
        Path written = Files.write(directory.resolve(NEW), state.text().getBytes(StandardCharsets.UTF_8));
        Files.move(written, directory.resolve(STATE), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Forgets a topology. Its state goes first: what remains then, if that is interrupted, is nothing. */
    void remove(String name) throws IOException {
        Path directory = directory(name);
        Files.deleteIfExists(directory.resolve(STATE));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.delete(file);
            }
        } catch (NoSuchFileException e) {
            return;
        }
        Files.delete(directory);
    }
}
