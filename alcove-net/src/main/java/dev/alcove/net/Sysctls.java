package dev.alcove.net;

import dev.alcove.linux.Errno;
import dev.alcove.linux.Fd;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Descriptors;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.namespace.Namespace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a network namespace that are files below {@code /proc/sys/net}. A file there belongs to the namespace of whoever opens it,
 * and stays with that: so it is opened inside, in one of the ways of {@link NetlinkSockets}, and read and written from here. The kernel lets
 * those write who have CAP_NET_ADMIN in the user namespace that owns the network namespace; an ordinary user, in namespaces of
 * their own. {@code /proc} has to be mounted, and in containers its {@code sys} may be read-only ({@code EROFS}).
 *
 * <p>Settings are called as sysctl(8) calls them, {@code net.ipv4.ip_forward}, or as files, {@code net/ipv4/conf/eth0.1/forwarding}. Whether
 * a dot or a slash comes first tells which; in the first form a slash stands for a dot in a name.
 *
 * @see <a href="https://docs.kernel.org/networking/ip-sysctl.html">IP Sysctl</a>
 */
public final class Sysctls {
    private static final String ROOT = "/proc/sys/";
    private static final int PAGE = 4096;

    private Sysctls() {}

    /**
     * Reads a setting.
     *
     * @return its text, without the line feed at the end
     * @throws LinuxException {@code ENOENT}: there is none of that name; {@code EPERM}: see {@link NetlinkSockets#open}
     * @throws IllegalArgumentException if it is no name of a setting of networks
     */
    public static String get(Namespace net, String name) throws IOException, InterruptedException {
        List<Fd> files = open(net, List.of(path(name)), false);
        try {
            return read(files.getFirst(), name);
        } finally {
            files.forEach(Fd::close);
        }
    }

    /**
     * Sets a setting.
     *
     * @throws LinuxException as {@link #set(Namespace, Map)}
     * @throws IllegalArgumentException as {@link #set(Namespace, Map)}
     */
    public static void set(Namespace net, String name, String value) throws IOException, InterruptedException {
        set(net, Map.of(name, value));
    }

    /**
     * Sets several settings in the order of the map, or none: if one is refused, those before it are set to what they were.
     *
     * @throws LinuxException {@code ENOENT}: there is none of that name; {@code EINVAL}: the kernel does not take the value; {@code EACCES} or
     *     {@code EPERM}: CAP_NET_ADMIN is missing; {@code EROFS}: {@code /proc/sys} is read-only
     * @throws IllegalArgumentException if one is no name of a setting of networks, or a value has a line feed or is longer than 4095
     *     bytes
     */
    public static void set(Namespace net, Map<String, String> settings) throws IOException, InterruptedException {
        Map<String, String> byPath = new LinkedHashMap<>();
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            byPath.put(path(setting.getKey()), requireValue(setting.getKey(), setting.getValue()));
        }
        List<String> paths = List.copyOf(byPath.keySet());
        List<Fd> files = open(net, paths, true);
        List<String> before = new ArrayList<>();
        try {
            for (int i = 0; i < files.size(); i++) {
                before.add(read(files.get(i), paths.get(i)));
                write(files.get(i), paths.get(i), String.valueOf(byPath.get(paths.get(i))));
            }
        } catch (IOException e) {
            for (int i = before.size() - 1; i >= 0; i--) {
                restore(files.get(i), paths.get(i), before.get(i), e);
            }
            throw e;
        } finally {
            files.forEach(Fd::close);
        }
    }

    private static void restore(Fd file, String path, String value, IOException failure) {
        try {
            write(file, path, value);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** The file of a setting. */
    static String path(String name) {
        int dot = name.indexOf('.');
        int slash = name.indexOf('/');
        String file = dot >= 0 && (slash < 0 || dot < slash) ? swapped(name) : name;
        String[] parts = file.split("/", -1);
        boolean inNet = parts.length > 1 && parts[0].equals("net");
        for (String part : parts) {
            inNet &= !part.isEmpty() && !part.equals(".") && !part.equals("..") && part.indexOf('\0') < 0;
        }
        if (!inNet) {
            throw new IllegalArgumentException("'" + name + "' is no setting of networks, such as net.ipv4.ip_forward");
        }
        return ROOT + file;
    }

    private static String swapped(String name) {
        StringBuilder file = new StringBuilder(name);
        for (int i = 0; i < file.length(); i++) {
            char c = file.charAt(i);
            file.setCharAt(i, c == '.' ? '/' : c == '/' ? '.' : c);
        }
        return file.toString();
    }

    private static String requireValue(String name, String value) {
        if (value.isEmpty() || value.indexOf('\n') >= 0 || value.indexOf('\0') >= 0 || value.length() >= PAGE) {
            throw new IllegalArgumentException("value of " + name + ": one line of at most 4095 bytes is wanted");
        }
        return value;
    }

    // ---- Files

    private static List<Fd> open(Namespace net, List<String> paths, boolean write)
            throws IOException, InterruptedException {
        NetlinkSockets.requireNet(net);
        List<Fd> entered = openByThread(net, paths, write);
        if (entered != null) {
            return entered;
        }
        List<InsideProgram.Opening> openings = new ArrayList<>();
        for (String path : paths) {
            openings.add(new InsideProgram.Opening.File(bytes(path), write));
        }
        try (Namespace owner = NetlinkSockets.owner(net)) {
            OptionalInt number = OptionalInt.of(Descriptors.number(net.fd()));
            return Inside.open(owner, List.of(new InsideProgram.Visit(number, openings)));
        }
    }

    /** Null if no thread may enter. */
    private static @Nullable List<Fd> openByThread(Namespace net, List<String> paths, boolean write)
            throws IOException, InterruptedException {
        List<Fd> files = new ArrayList<>();
        boolean[] inside = {false};
        try {
            return net.<List<Fd>, LinuxException>call(() -> {
                inside[0] = true;
                for (String path : paths) {
                    files.add(open(path, write));
                }
                return files;
            });
        } catch (LinuxException e) {
            files.forEach(Fd::close);
            if (!inside[0] && e.errnoNumber() == Errno.EPERM.number()) {
                return null;
            }
            throw e;
        }
    }

    private static Fd open(String path, boolean write) throws LinuxException {
        int flags = (write ? Open.O_RDWR : Open.O_RDONLY) | Open.O_CLOEXEC;
        long result;
        try (Memory memory = Memory.map(path.length() + 1)) {
            result = Syscalls.call(Syscall.OPENAT, At.AT_FDCWD, memory.latin1(bytes(path)), flags, 0);
        }
        if (Syscalls.failed(result)) {
            String call = "openat(AT_FDCWD, \"" + path + "\", " + (write ? "O_RDWR" : "O_RDONLY") + "|O_CLOEXEC)";
            throw new LinuxException("cannot open " + path, call, (int) -result, null);
        }
        return Descriptors.adopt((int) result);
    }

    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String read(Fd file, String name) throws LinuxException {
        try (Memory memory = Memory.map(PAGE)) {
            long length =
                    Descriptors.use(file, number -> Syscalls.call(Syscall.PREAD64, number, memory.address(), PAGE, 0));
            if (Syscalls.failed(length)) {
                throw new LinuxException(
                        "cannot read " + name, "pread64(" + file + ", ..., 4096, 0)", (int) -length, null);
            }
            byte[] text = new byte[(int) length];
            memory.buffer().get(0, text);
            return new String(text, StandardCharsets.UTF_8).stripTrailing();
        }
    }

    private static void write(Fd file, String name, String value) throws LinuxException {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        try (Memory memory = Memory.map(text.length)) {
            memory.buffer().put(0, text);
            long result = Descriptors.use(
                    file, number -> Syscalls.call(Syscall.PWRITE64, number, memory.address(), text.length, 0));
            if (Syscalls.failed(result)) {
                throw new LinuxException(
                        "cannot set " + name + " to '" + value + "'",
                        "pwrite64(" + file + ", \"" + value + "\", " + text.length + ", 0)",
                        (int) -result,
                        null);
            }
        }
    }
}
