package dev.alcove.container.store;

import dev.alcove.container.spec.Spec;
import dev.alcove.container.spec.SpecWriter;
import dev.alcove.namespace.Caller;
import dev.alcove.namespace.NamespaceStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The containers of a user: {@code /run/alcove/containers} for root, {@code $XDG_RUNTIME_DIR/alcove/containers} and the like for others.
 * A directory for each, named by its id, and a file for each name that holds an id. Many commands may use it at once: what must be
 * one's own, a name or an id, is made with {@code O_EXCL}.
 */
public final class ContainerStore {
    private static final String CONTAINERS = "containers";
    private static final String NAMES = "container-names";

    private final Path containers;
    private final Path names;

    private ContainerStore(Path containers, Path names) {
        this.containers = containers;
        this.names = names;
    }

    /** A store in these directories, which are there. */
    static ContainerStore in(Path containers, Path names) {
        return new ContainerStore(containers, names);
    }

    /** The store of whoever asks. */
    public static ContainerStore of(Caller caller) throws IOException {
        NamespaceStore store = NamespaceStore.of(caller);
        return new ContainerStore(store.makeDirectory(CONTAINERS), store.makeDirectory(NAMES));
    }

    /**
     * Keeps a container that is about to be made.
     *
     * @throws StoreException if the name is taken
     */
    public StoredContainer create(ContainerRecord record, Spec spec) throws IOException {
        String name = record.name();
        if (name != null) {
            claim(name, record.id());
        }
        Path directory = containers.resolve(record.id());
        try {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.writeString(directory.resolve(StoredContainer.CONFIG), SpecWriter.write(spec));
            writeRecord(directory, record);
            return new StoredContainer(directory, record);
        } catch (IOException e) {
            delete(directory, record);
            throw e;
        }
    }

    /** At once: whoever lists containers meanwhile finds the whole record, or another whole one, or none. */
    private static void writeRecord(Path directory, ContainerRecord record) throws IOException {
        Path next = directory.resolve(StoredContainer.RECORD + ".new");
        Files.write(next, record.bytes());
        Files.move(next, directory.resolve(StoredContainer.RECORD), StandardCopyOption.ATOMIC_MOVE);
    }

    private void claim(String name, String id) throws IOException {
        checkName(name);
        Path file = names.resolve(name);
        try {
            Files.writeString(file, id, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            String holder = Files.readString(file);
            throw new StoreException(
                    "the name '" + name + "' is taken by container " + holder, "remove it with: alcove rm " + name, e);
        }
    }

    /** Refuses what is no name: letters, digits, {@code _ . -}, the first a letter or a digit. */
    public static void checkName(String name) throws StoreException {
        boolean valid = !name.isEmpty() && name.length() <= 200;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            valid &= letter || (i > 0 && "_.-".indexOf(c) >= 0);
        }
        if (!valid) {
            throw new StoreException(
                    "invalid name of a container: '" + name + "'", "it takes letters, digits, '_', '.' and '-'", null);
        }
    }

    /** All containers, the oldest first. */
    public List<StoredContainer> list() throws IOException {
        List<StoredContainer> all = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(containers)) {
            for (Path directory : entries) {
                StoredContainer container = read(directory);
                if (container != null) {
                    all.add(container);
                }
            }
        }
        all.sort(Comparator.comparing(container -> container.record().created()));
        return all;
    }

    /** The container in a directory; null if another command is about to make or to remove it. */
    private static @Nullable StoredContainer read(Path directory) throws IOException {
        try {
            Path file = directory.resolve(StoredContainer.RECORD);
            return new StoredContainer(directory, ContainerRecord.parse(file.toString(), Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /**
     * The container of this name or id, or whose id starts so.
     *
     * @throws StoreException if there is none, or several
     */
    public StoredContainer find(String nameOrId) throws IOException {
        checkName(nameOrId);
        Path file = names.resolve(nameOrId);
        String holder = Files.exists(file) ? Files.readString(file) : "";
        String id = holder.isEmpty() ? nameOrId : holder; // empty while another command claims it
        List<StoredContainer> found = new ArrayList<>();
        for (StoredContainer container : list()) {
            if (container.record().id().startsWith(id)) {
                found.add(container);
            }
        }
        if (found.size() != 1) {
            throw new StoreException(
                    found.isEmpty()
                            ? "no such container: " + nameOrId
                            : "more than one container starts with " + nameOrId,
                    "see: alcove ps -a",
                    null);
        }
        return found.get(0);
    }

    /** Gives a container another name. */
    public void rename(StoredContainer container, String name) throws IOException {
        claim(name, container.record().id());
        writeRecord(container.directory(), container.record().withName(name));
        String old = container.record().name();
        if (old != null) {
            Files.deleteIfExists(names.resolve(old));
        }
    }

    /** Forgets a container, which must have ended, and removes its cgroups. */
    public void remove(StoredContainer container) throws IOException {
        for (String cgroup : container.record().cgroups()) {
            Files.deleteIfExists(Path.of(cgroup));
        }
        String writable = container.record().writable();
        if (writable != null) {
            Trees.delete(Path.of(writable));
        }
        delete(container.directory(), container.record());
    }

    private void delete(Path directory, ContainerRecord record) throws IOException {
        if (Files.isDirectory(directory)) {
            // The record last: what cannot be removed altogether is still found.
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (Path file : files) {
                    if (!file.endsWith(StoredContainer.RECORD)) {
                        Files.deleteIfExists(file);
                    }
                }
            }
            Files.deleteIfExists(directory.resolve(StoredContainer.RECORD));
            Files.deleteIfExists(directory);
        }
        String name = record.name();
        if (name != null && holds(names.resolve(name), record.id())) {
            Files.deleteIfExists(names.resolve(name));
        }
    }

    private static boolean holds(Path file, String id) throws IOException {
        return Files.exists(file) && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).equals(id);
    }

    /** The files of a container that whoever ran it in the foreground removes, in order; the directory follows them. */
    public List<String> filesOf(StoredContainer container) {
        List<String> files = new ArrayList<>();
        for (String file :
                List.of(StoredContainer.CONFIG, StoredContainer.STATUS, StoredContainer.LOG, StoredContainer.RECORD)) {
            files.add(container.directory().resolve(file).toString());
        }
        String name = container.record().name();
        if (name != null) {
            files.add(names.resolve(name).toString());
        }
        return files;
    }

    /**
     * Removes what is left of containers that have ended and were not to be kept, names of none, and directories without a record. What
     * is younger than a minute may be about to be made.
     *
     * @return the ids of the containers that were removed
     */
    public List<String> prune() throws IOException {
        List<String> removed = new ArrayList<>();
        for (StoredContainer container : list()) {
            if (container.record().autoRemove() && container.isOver()) {
                remove(container);
                removed.add(container.record().id());
            }
        }
        pruneHalfMade(removed);
        pruneNames();
        return removed;
    }

    private void pruneHalfMade(List<String> removed) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(containers)) {
            for (Path directory : entries) {
                if (read(directory) == null && StoredContainer.isOld(directory)) {
                    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                        for (Path file : files) {
                            Files.deleteIfExists(file);
                        }
                    }
                    Files.deleteIfExists(directory);
                    removed.add(String.valueOf(directory.getFileName()));
                }
            }
        }
    }

    private void pruneNames() throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(names)) {
            for (Path name : entries) {
                if (StoredContainer.isOld(name) && !Files.isDirectory(containers.resolve(Files.readString(name)))) {
                    Files.deleteIfExists(name);
                }
            }
        }
    }
}
