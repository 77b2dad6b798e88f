package dev.alcove.net;

import dev.alcove.linux.Errno;
import dev.alcove.linux.Fd;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.Descriptors;
import dev.alcove.linux.raw.Rtnetlink;
import dev.alcove.linux.raw.Socket;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.namespace.Namespace;
import dev.alcove.namespace.NamespaceThreads;
import dev.alcove.namespace.NamespaceType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Makes network namespaces. They hold nothing but a loopback device, {@code lo}, which is down, and exist as long as their handle is
 * open or something else holds them: a process, a socket, a file that they are bound to.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/network_namespaces.7.html">network_namespaces(7)</a>
 */
public final class NetNamespaces {
    static final String TOO_MANY =
            "the limit of network namespaces is reached: raise user.max_net_namespaces, in this user"
                    + " namespace and those around it, or close some";
    static final String NO_PRIVILEGE =
            "this takes CAP_SYS_ADMIN: run as root, or make it in a user namespace of your own, with createIn";

    /** What stands for a namespace on the way from where it was made: a socket that is in it. */
    private static final InsideProgram.Visit NEW = new InsideProgram.Visit(
            OptionalInt.empty(), List.of(new InsideProgram.Opening.Netlink(Rtnetlink.NETLINK_ROUTE)));

    private NetNamespaces() {}

    /**
     * Makes a network namespace that belongs to the JVM's user namespace.
     *
     * @throws LinuxException {@code EPERM}: CAP_SYS_ADMIN is missing; {@code ENOSPC}: the limit of network namespaces is
     *     reached, {@code user.max_net_namespaces}; {@code EMFILE}: too many descriptors
     */
    public static Namespace create() throws IOException, InterruptedException {
        return create(1).getFirst();
    }

    /**
     * Makes so many network namespaces.
     *
     * @throws IllegalArgumentException if the number is negative
     * @throws LinuxException as {@link #create()}; none is left then
     */
    public static List<Namespace> create(int count) throws IOException, InterruptedException {
        requireCount(count);
        if (count == 0) {
            return List.of();
        }
        List<Fd> sockets = new ArrayList<>(count);
        try {
            if (!createHere(count, sockets)) {
                createInside(null, count, sockets);
            }
            return namespaces(sockets);
        } finally {
            sockets.forEach(Fd::close);
        }
    }

    /** By a thread; false if it could not come back, since the JVM's own network belongs to an outer user namespace. */
    private static boolean createHere(int count, List<Fd> sockets) throws IOException, InterruptedException {
        try (Namespace own = Namespace.current(NamespaceType.NET);
                Namespace user = Namespace.current(NamespaceType.USER)) {
            Optional<Namespace> owner = own.owner();
            boolean back = owner.isPresent() && owner.get().equals(user);
            owner.ifPresent(Namespace::close);
            if (back) {
                NamespaceThreads.<Boolean, LinuxException>call(List.of(own), () -> {
                    for (int i = 0; i < count; i++) {
                        unshare();
                        sockets.add(socket());
                    }
                    return true;
                });
            }
            return back;
        }
    }

    private static void createInside(@Nullable Namespace user, int count, List<Fd> sockets) throws IOException {
        for (int left = count; left > 0; left -= InsideProgram.LIMIT) {
            sockets.addAll(Inside.open(user, Collections.nCopies(Math.min(left, InsideProgram.LIMIT), NEW)));
        }
    }

    /**
     * Makes a network namespace that belongs to a user namespace which is not the JVM's. Whoever owns that needs no privilege:
     * a process that lives for a moment enters it and makes the network namespace there.
     *
     * @throws LinuxException {@code EPERM}: the user namespace is another user's, and the JVM has no CAP_SYS_ADMIN around it;
     *     others as {@link #create()}
     * @throws IllegalArgumentException if it is no user namespace
     */
    public static Namespace createIn(Namespace user) throws IOException {
        return createIn(user, 1).getFirst();
    }

    /**
     * Makes so many network namespaces that belong to a user namespace.
     *
     * @throws IllegalArgumentException if the number is negative, or it is no user namespace
     * @throws LinuxException as {@link #createIn(Namespace)}; none is left then
     */
    public static List<Namespace> createIn(Namespace user, int count) throws IOException {
        requireCount(count);
        if (user.type() != NamespaceType.USER) {
            throw new IllegalArgumentException(user + " is no user namespace");
        }
        List<Fd> sockets = new ArrayList<>(count);
        try {
            createInside(user, count, sockets);
            return namespaces(sockets);
        } finally {
            sockets.forEach(Fd::close);
        }
    }

    /** The network namespace that a socket is in. */
    static Namespace of(Fd socket) throws LinuxException {
        long result = Descriptors.use(socket, number -> Syscalls.call(Syscall.IOCTL, number, Socket.SIOCGSKNS, 0));
        if (Syscalls.failed(result)) {
            throw new LinuxException(
                    "cannot open the network namespace of a socket",
                    "ioctl(" + socket + ", SIOCGSKNS)",
                    (int) -result,
                    result == -Errno.EPERM.number()
                            ? "this takes CAP_NET_ADMIN in the user namespace that it belongs to"
                            : null);
        }
        Fd fd = Descriptors.adopt((int) result);
        try {
            return Namespace.of(fd);
        } finally {
            fd.close();
        }
    }

    private static List<Namespace> namespaces(List<Fd> sockets) throws LinuxException {
        List<Namespace> namespaces = new ArrayList<>(sockets.size());
        try {
            for (Fd socket : sockets) {
                namespaces.add(of(socket));
            }
            return namespaces;
        } catch (LinuxException e) {
            namespaces.forEach(Namespace::close);
            throw e;
        }
    }

    private static void unshare() throws LinuxException {
        long result = Syscalls.call(Syscall.UNSHARE, Clone.CLONE_NEWNET);
        if (Syscalls.failed(result)) {
            throw new LinuxException(
                    "cannot make a network namespace", "unshare(CLONE_NEWNET)", (int) -result, remedy((int) -result));
        }
    }

    private static String remedy(int errno) {
        return errno == Errno.ENOSPC.number() ? TOO_MANY : NO_PRIVILEGE;
    }

    private static Fd socket() throws LinuxException {
        long result = Syscalls.call(
                Syscall.SOCKET, Socket.AF_NETLINK, Socket.SOCK_RAW | Socket.SOCK_CLOEXEC, Rtnetlink.NETLINK_ROUTE);
        if (Syscalls.failed(result)) {
            String call = "socket(AF_NETLINK, SOCK_RAW|SOCK_CLOEXEC, NETLINK_ROUTE)";
            throw new LinuxException("cannot open a netlink socket", call, (int) -result, null);
        }
        return Descriptors.adopt((int) result);
    }

    private static void requireCount(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("no number of namespaces: " + count);
        }
    }
}
