package dev.alcove.namespace;

import dev.alcove.linux.raw.Environ;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The namespaces that are kept under a name, as paths and a PID, found without a system call of our own. What Alcove keeps is a
 * directory of that name with a file for each type, onto which the namespace is bound, or with a file {@code init} that says
 * which process holds them; what ip-netns(8) keeps is a file in {@code /run/netns}.
 */
public final class KeptSet {
    private static final String NETNS = "/run/netns/";
    private static final int NAME_MAX = 255;
    private static final int WRITABLE_BY_OTHERS = 0022;

    private final String name;
    private final String directory;
    private final boolean netns;
    private final int init;

    private KeptSet(String name, String directory, boolean netns, int init) {
        this.name = name;
        this.directory = directory;
        this.netns = netns;
        this.init = init;
    }

    /**
     * The set of this name, Alcove's before that of ip-netns(8).
     *
     * @param name each char a byte
     * @param uid the user whose names are looked up
     * @throws IOException if nothing is kept under it, or not safely
     * @throws IllegalArgumentException if it is no name of a file
     */
    public static KeptSet find(String name, long uid) throws IOException {
        boolean odd = name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0;
        if (odd || name.length() > NAME_MAX) {
            throw new IllegalArgumentException("invalid name of namespaces: '" + name + "'");
        }
        String directory = directory(uid) + "/" + name;
        if (new File(NativeText.text(directory)).isDirectory()) {
            return new KeptSet(name, directory, false, init(directory));
        }
        if (new File(NativeText.text(NETNS + name)).exists()) {
            return new KeptSet(name, NETNS, true, 0);
        }
        throw new IOException("no namespaces are kept under the name '" + name + "', neither in " + directory(uid)
                + " nor in /run/netns");
    }

    /** The process that holds those namespaces for which there is no file; 0 if there is none. */
    public int init() {
        return init;
    }

    /** The file that is the namespace of this type; null if there is none. */
    public @Nullable String file(NamespaceType type) {
        String path = netns ? NETNS + name : directory + "/" + type.procName();
        boolean there = netns ? type == NamespaceType.NET : new File(NativeText.text(path)).exists();
        return there ? path : null;
    }

    /** Where a user's names are. */
    private static String directory(long uid) throws IOException {
        if (uid == 0) {
            return "/run/alcove/ns";
        }
        String runtime = Environ.get("XDG_RUNTIME_DIR");
        if (runtime != null && !runtime.isEmpty()) {
            return runtime + "/alcove/ns";
        }
        String ofSession = "/run/user/" + uid;
        if (new File(ofSession).isDirectory()) {
            return ofSession + "/alcove/ns";
        }
        String shared = "/tmp/alcove-" + uid;
        checkOwner(shared, uid);
        return shared + "/ns";
    }

    /** Refuses a directory in a place where anybody could have made it, unless it is the user's own and nobody else writes it. */
    private static void checkOwner(String directory, long uid) throws IOException {
        Path path = Path.of(directory);
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Map<String, Object> found = Files.readAttributes(path, "unix:uid,mode,isDirectory", LinkOption.NOFOLLOW_LINKS);
        boolean own = found.get("uid") instanceof Integer owner && Integer.toUnsignedLong(owner) == uid;
        boolean shut = found.get("mode") instanceof Integer mode && (mode & WRITABLE_BY_OTHERS) == 0;
        if (!own || !shut || !Boolean.TRUE.equals(found.get("isDirectory"))) {
            throw new IOException(
                    directory + " is not trusted: it must be a directory of your own that nobody else may write");
        }
    }

    private static int init(String directory) throws IOException {
        String file = directory + "/init";
        if (!new File(NativeText.text(file)).exists()) {
            return 0;
        }
        String[] record = contents(file).strip().split(" ", -1);
        int pid;
        long started;
        try {
            pid = Integer.parseInt(record[0]);
            started = Long.parseLong(record[record.length - 1]);
        } catch (NumberFormatException e) {
            throw new IOException(file + " is no record of a process", e);
        }
        if (pid < 1 || record.length != 2 || started(pid) != started) {
            throw new IOException("the process that kept these namespaces has ended: " + file);
        }
        return pid;
    }

    /** When a process was started, in clock ticks since boot, as proc_pid_stat(5) has it; -1 if there is none. */
    private static long started(int pid) {
        try {
            String stat = contents("/proc/" + pid + "/stat");
            // The name, in parentheses, may contain anything; behind it the third field is the next.
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[22 - 3]);
        } catch (IOException gone) {
            return -1;
        }
    }

    private static String contents(String path) throws IOException {
        try (InputStream in = new FileInputStream(NativeText.text(path))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
