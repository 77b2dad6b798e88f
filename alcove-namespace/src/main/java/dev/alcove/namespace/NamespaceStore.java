package dev.alcove.namespace;

import dev.alcove.linux.raw.Environ;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where sets of namespaces are kept under names: root's below {@code /run/alcove}, another user's below {@code
 * $XDG_RUNTIME_DIR/alcove}. Where that directory is not the user's it is {@code /run/user/UID}, and where that is not there
 * {@code /tmp/alcove-UID}.
 *
 * <p>In it are {@code ns} with a directory for each set, {@code work} with those that are being made or removed, {@code
 * lock}, and {@code events}, the log. {@link KeepProgram} and {@link DropProgram} change it, this class reads it.
 */
public final class NamespaceStore {
    /** The longest name, in bytes. */
    public static final int NAME_MAX = 255;

    private static final int WRITABLE_BY_OTHERS = 0_022;

    static final String SETS = "ns";
    static final String WORK = "work";
    static final String LOCK = "lock";
    static final String EVENTS = "events";

    private static final String ALCOVE = "alcove";
    private static final String TMP = "/tmp";

    private final long owner;
    private final String base;
    private final String[] below;

    /** A store of the user {@code owner} in directories below {@code base}. */
    NamespaceStore(long owner, String base, String... below) {
        this.owner = owner;
        this.base = base;
        this.below = below.clone();
    }

    /** The store of whoever asks: the effective user id decides, and for others than root {@code XDG_RUNTIME_DIR}. */
    public static NamespaceStore of(Caller caller) {
        long uid = caller.euid();
        return uid == 0 ? ofRoot() : of(uid, Environ.get("XDG_RUNTIME_DIR"));
    }

    /** Root's store, which everybody may read. */
    public static NamespaceStore ofRoot() {
        return new NamespaceStore(0, "/run", ALCOVE);
    }

    /** The store of an ordinary user. */
    static NamespaceStore of(long uid, @Nullable String runtimeDirectory) {
        if (runtimeDirectory != null && belongs(runtimeDirectory, uid)) {
            return new NamespaceStore(uid, runtimeDirectory, ALCOVE);
        }
        String usual = "/run/user/" + uid;
        return belongs(usual, uid)
                ? new NamespaceStore(uid, usual, ALCOVE)
                : new NamespaceStore(uid, TMP, ALCOVE + "-" + uid);
    }

    private static boolean belongs(String directory, long uid) {
        if (!directory.startsWith("/")) {
            return false;
        }
        try {
            Path path = BytePaths.of(directory);
            return Files.isDirectory(path) && (int) Files.getAttribute(path, "unix:uid") == (int) uid;
        } catch (IOException e) {
            return false; // then it is not of use either
        }
    }

    /** The user whose store it is. */
    public long owner() {
        return owner;
    }

    /** The directory of the store, each char a byte. */
    public String directory() {
        return base + "/" + String.join("/", below);
    }

    /** The directory that exists already. */
    String base() {
        return base;
    }

    /** The directories below it that are made when they are needed, one in the other. */
    List<String> below() {
        return Arrays.asList(below);
    }

    /** Whether everybody may write to the base, as to {@code /tmp}. */
    boolean baseIsShared() {
        return base.equals(TMP);
    }

    /**
     * Whether namespaces are bound to files, which outlive all processes. An ordinary user can bind them only in a mount
     * namespace that ends with its last process, so that a process has to keep them in any case.
     */
    boolean binds() {
        return owner == 0;
    }

    /** The path of a set. */
    String path(String name) {
        return directory() + "/" + SETS + "/" + name;
    }

    /** Refuses a store that somebody else may have put into {@code /tmp}; elsewhere nobody else can. */
    private void checkTrusted() throws IOException {
        Path path = BytePaths.of(directory());
        if (!baseIsShared() || !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Map<String, Object> found = Files.readAttributes(path, "unix:uid,mode,isDirectory", LinkOption.NOFOLLOW_LINKS);
        boolean own = found.get("uid") instanceof Integer uid && Integer.toUnsignedLong(uid) == owner;
        boolean shut = found.get("mode") instanceof Integer mode && (mode & WRITABLE_BY_OTHERS) == 0;
        if (!own || !shut || !Boolean.TRUE.equals(found.get("isDirectory"))) {
            throw new IOException("cannot trust " + directory() + ": it must be a directory of user " + owner
                    + ", and nobody else may write to it");
        }
    }

    /**
     * A directory of the store for what others keep there, made where it is missing, with the permissions that the store has.
     *
     * @param name of the directory, not one of the store's own
     * @throws IOException if it cannot be made, or the store is not the user's alone
     */
    public Path makeDirectory(String name) throws IOException {
        checkTrusted();
        Path path = BytePaths.of(directory() + "/" + name);
        Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(binds() ? "rwxr-xr-x" : "rwx------");
        Files.createDirectories(path, PosixFilePermissions.asFileAttribute(permissions));
        checkTrusted();
        return path;
    }

    /** All sets, in the order of their names' bytes; none if there is no store. */
    public List<KeptNamespaces> list() throws IOException {
        List<String> names = names(SETS);
        names.sort(null);
        List<KeptNamespaces> sets = new ArrayList<>();
        for (String name : names) {
            KeptNamespaces set = find(name);
            if (set != null) {
                sets.add(set);
            }
        }
        return sets;
    }

    /** The set of this name, null if there is none. */
    public @Nullable KeptNamespaces find(String name) throws IOException {
        checkName(name);
        checkTrusted();
        return KeptNamespaces.read(name, path(name));
    }

    /** The set of this name or, if there is none, what {@code ip netns} keeps under it; null if that is nothing either. */
    public @Nullable KeptNamespaces findAny(String name) throws IOException {
        KeptNamespaces set = find(name);
        return set == null ? KeptNamespaces.ofNetns(name) : set;
    }

    /** What the log says, the oldest first; what is older than two files of it has been dropped. */
    public List<StoreEvent> events() throws IOException {
        checkTrusted();
        List<StoreEvent> events = new ArrayList<>();
        for (String file : new String[] {EventSteps.OLD, EVENTS}) {
            String text;
            try {
                text = new String(
                        Files.readAllBytes(BytePaths.of(directory() + "/" + file)), StandardCharsets.ISO_8859_1);
            } catch (NoSuchFileException e) {
                continue;
            }
            for (String line : text.split("\n", -1)) {
                StoreEvent event = StoreEvent.parse(line);
                if (event != null) {
                    events.add(event);
                }
            }
        }
        return events;
    }

    /** What is in a directory of the store: byte strings. */
    List<String> names(String below) throws IOException {
        checkTrusted();
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(BytePaths.of(directory() + "/" + below))) {
            for (Path entry : entries) {
                names.add(BytePaths.name(entry));
            }
        } catch (NoSuchFileException e) {
            return names; // no store yet
        }
        return names;
    }

    /**
     * Refuses what cannot be the name of a set, by the rules of {@code ip netns}: any bytes that can be a file's name.
     *
     * @throws IllegalArgumentException with a message for a person
     */
    public static void checkName(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a name cannot be empty");
        }
        if (name.equals(".") || name.equals("..") || name.indexOf('/') >= 0 || name.indexOf(0) >= 0) {
            throw new IllegalArgumentException("invalid name '" + name + "': it must be the name of a file");
        }
        if (name.length() > NAME_MAX) {
            throw new IllegalArgumentException("name longer than " + NAME_MAX + " bytes: '" + name + "'");
        }
    }
}
