package dev.alcove.net.netns;

import dev.alcove.linux.Errno;
import dev.alcove.linux.Fd;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.NamespaceId;
import dev.alcove.linux.netlink.NetlinkSocket;
import dev.alcove.linux.raw.Descriptors;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.namespace.KeptNamespaces;
import dev.alcove.namespace.Namespace;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The network namespaces that {@code ip netns} knows: each is bound to a file in {@code /run/netns}, and lives by that until it is
 * deleted. What one of the two adds, the other lists and deletes.
 *
 * <pre>{@code
 * NetnsDirectory names = NetnsDirectory.system();
 * names.add("red");
 * try (Namespace red = Namespace.ofName("red", NamespaceType.NET)) { ... }
 * names.delete("red");
 * }</pre>
 *
 * <p>The directory is that of the calling thread's mount namespace. To add and delete takes CAP_SYS_ADMIN in the user namespace
 * that owns it; the namespaces belong to the caller's user namespace. Links are not looked after: in a new namespace {@code lo}
 * is down.
 *
 * <p>Safe for use by several threads and processes. A thread that calls this stays in its namespaces; a virtual one holds its
 * carrier meanwhile.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-netns.8.html">ip-netns(8)</a>
 */
public final class NetnsDirectory {
    /** Where it is: {@code /run/netns}. */
    public static final String PATH = KeptNamespaces.NETNS;

    private static final int MAX_NAME = 255;

    private final Charset charset;

    private NetnsDirectory(Charset charset) {
        this.charset = charset;
    }

    /** The directory of this system, with names in UTF-8. */
    public static NetnsDirectory system() {
        return system(StandardCharsets.UTF_8);
    }

    /**
     * The directory of this system.
     *
     * @param charset which bytes the names have as files; {@code ISO_8859_1} lets any bytes through
     */
    public static NetnsDirectory system(Charset charset) {
        return new NetnsDirectory(charset);
    }

    /** Whether a name can be one: 1 to 255 bytes, no slash and no NUL, neither {@code .} nor {@code ..}. */
    public boolean isValid(String name) {
        int length = name.getBytes(charset).length;
        return length > 0
                && length <= MAX_NAME
                && name.indexOf('/') < 0
                && name.indexOf(0) < 0
                && !name.equals(".")
                && !name.equals("..");
    }

    /**
     * Makes a network namespace with a name, as {@code ip netns add} does.
     *
     * @throws IllegalArgumentException if the name cannot be one: {@link #isValid}
     * @throws LinuxException {@code EEXIST}: there is that name; {@code EPERM}, {@code EACCES}: CAP_SYS_ADMIN is missing; {@code
     *     ENOSPC}: {@code user.max_net_namespaces} is reached; in any case nothing is left of it
     */
    public void add(String name) throws LinuxException {
        add(List.of(name));
    }

    /**
     * Makes many at once: all, or none if one cannot be made. This is several times as fast as one after the other.
     *
     * @throws LinuxException as {@link #add(String)}
     */
    public void add(List<String> names) throws LinuxException {
        List<String> paths = new ArrayList<>();
        for (String name : names) {
            paths.add(path(name));
        }
        prepare();
        NetnsMaker.make(paths);
    }

    /**
     * Gives a name to the network namespace of a process.
     *
     * @param pid a process, as the {@code /proc} of the calling thread has it
     * @throws LinuxException {@code ENOENT}: there is no such process; {@code EACCES}: it may not be looked at, see {@link
     *     Namespace#ofProcess(int, dev.alcove.namespace.NamespaceType)}; others as {@link #add(String)}
     */
    public void attach(String name, int pid) throws LinuxException {
        attach(name, "/proc/" + pid + "/ns/net");
    }

    /**
     * Gives a name to a network namespace.
     *
     * @throws LinuxException as {@link #add(String)}
     */
    public void attach(String name, Namespace namespace) throws LinuxException {
        int number = Descriptors.number(namespace.fd());
        attach(name, "/proc/thread-self/fd/" + number);
    }

    private void attach(String name, String namespace) throws LinuxException {
        String path = path(name);
        prepare();
        try (NetnsCalls calls = new NetnsCalls()) {
            NetnsBinding.create(calls, path);
            try {
                NetnsBinding.bind(calls, namespace, path);
            } catch (LinuxException e) {
                calls.unlink(path);
                throw e;
            }
        }
    }

    /**
     * Takes the name from a network namespace, which ends when nothing else holds it. A name that no namespace is bound to is
     * deleted too.
     *
     * @throws LinuxException {@code ENOENT}: there is no such name; {@code EBUSY}, {@code EPERM}: CAP_SYS_ADMIN is missing
     */
    public void delete(String name) throws LinuxException {
        delete(List.of(name));
    }

    /**
     * Deletes many, as far as it goes.
     *
     * @throws LinuxException for the first that could not be deleted, when all others are
     */
    public void delete(List<String> names) throws LinuxException {
        LinuxException first = null;
        List<String> paths = new ArrayList<>();
        for (String name : names) {
            paths.add(path(name));
        }
        try (NetnsCalls calls = new NetnsCalls()) {
            for (String path : paths) {
                try {
                    NetnsBinding.remove(calls, path);
                } catch (LinuxException e) {
                    first = first == null ? e : first;
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Whether the directory is there, as it is from the first name on. */
    public boolean exists() throws LinuxException {
        try (NetnsFinder finder = new NetnsFinder(charset)) {
            return finder.exists();
        }
    }

    /**
     * All names, in the order in which the directory has them: also those that no namespace is bound to.
     *
     * @throws LinuxException {@code EACCES}: the directory may not be read
     */
    public List<String> list() throws LinuxException {
        try (NetnsFinder finder = new NetnsFinder(charset)) {
            return finder.names();
        }
    }

    /**
     * The names of the network namespace of a process, in the order of {@link #list}; none if it has no name.
     *
     * @param pid a process, as the {@code /proc} of the calling thread has it
     * @throws LinuxException {@code ENOENT}: there is no such process; {@code EACCES}: it may not be looked at
     */
    public List<String> identify(int pid) throws LinuxException {
        return identify("/proc/" + pid + "/ns/net");
    }

    /** The names of the network namespace that the calling thread is in. */
    public List<String> identify() throws LinuxException {
        return identify("/proc/thread-self/ns/net");
    }

    private List<String> identify(String namespace) throws LinuxException {
        try (NetnsFinder finder = new NetnsFinder(charset)) {
            return finder.names(finder.id(namespace));
        }
    }

    /**
     * The processes whose first thread is in the network namespace of this name, in the order of {@code /proc}. Those that the
     * caller may not look at are left out.
     *
     * @throws LinuxException {@code ENOENT}: there is no such name
     */
    public List<Integer> pids(String name) throws LinuxException {
        try (NetnsFinder finder = new NetnsFinder(charset)) {
            NamespaceId id = finder.id(path(name));
            return finder.pids(id);
        }
    }

    /**
     * The number that the calling thread's network namespace has for the one of this name; empty if it has none.
     *
     * @throws LinuxException {@code ENOENT}: there is no such name
     */
    public OptionalInt nsid(String name) throws IOException {
        try (Fd namespace = openNamespace(name);
                NetlinkSocket socket = NetnsIds.socket()) {
            return new NetnsIds(socket).of(namespace);
        }
    }

    /**
     * Gives a number to the network namespace of this name, for the calling thread's network namespace. It keeps that for good.
     *
     * @param nsid 0 or more; -1 for any that is free
     * @throws LinuxException {@code EEXIST}: it has a number; {@code ENOSPC}: that number is another's; {@code ENOENT}: there is
     *     no such name; {@code EPERM}: CAP_NET_ADMIN is missing
     */
    public void setNsid(String name, int nsid) throws IOException {
        try (Fd namespace = openNamespace(name);
                NetlinkSocket socket = NetnsIds.socket()) {
            new NetnsIds(socket).set(namespace, nsid);
        }
    }

    /**
     * Watches names come and go. The directory is made if it is not there.
     *
     * @throws LinuxException {@code EACCES}: the directory cannot be made; {@code EMFILE}, {@code ENOSPC}: too many watches
     */
    public NetnsWatch watch() throws LinuxException {
        try (NetnsCalls calls = new NetnsCalls()) {
            new NetnsMount(calls, PATH).create();
        }
        return new NetnsWatch(charset);
    }

    private Fd openNamespace(String name) throws LinuxException {
        String path = path(name);
        try (NetnsCalls calls = new NetnsCalls()) {
            long fd = calls.open(path, false);
            if (Syscalls.failed(fd)) {
                throw NetnsCalls.failure(
                        "Cannot open network namespace \"" + name + "\"",
                        "openat(AT_FDCWD, \"" + path + "\", O_RDONLY|O_CLOEXEC)",
                        fd,
                        fd == -Errno.ENOENT.number() ? "there is no such name in " + PATH : null);
            }
            return Descriptors.adopt((int) fd);
        }
    }

    private static void prepare() throws LinuxException {
        try (NetnsCalls calls = new NetnsCalls()) {
            new NetnsMount(calls, PATH).prepare();
        }
    }

    /** The path of a name as a byte string. */
    private String path(String name) {
        if (!isValid(name)) {
            throw new IllegalArgumentException(
                    "network namespace name '" + name + "': 1 to 255 bytes without slash and NUL, neither . nor ..");
        }
        return PATH + "/" + new String(name.getBytes(charset), StandardCharsets.ISO_8859_1);
    }
}
