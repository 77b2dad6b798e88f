package dev.alcove.net;

import dev.alcove.linux.Errno;
import dev.alcove.linux.Fd;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.netlink.NetlinkSocket;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.Descriptors;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.namespace.Namespace;
import dev.alcove.namespace.NamespaceThreads;
import dev.alcove.namespace.NamespaceType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Opens netlink sockets in network namespaces. A socket stays in the namespace in which it was opened, whichever thread uses
 * it; the kernel lets it change what whoever opened it and whoever uses it both may.
 *
 * <p>There are two ways in. With CAP_SYS_ADMIN in the user namespace that owns the network namespace, and in the JVM's own, a
 * thread enters it. Without, the JVM has to own that user namespace, or be privileged in one around it: then a process that lives for
 * a moment enters both, opens the socket, and hands it over; and the kernel lets the JVM do everything with it, because the
 * owner of a user namespace has all capabilities over it. So an ordinary user needs no privilege for networks of their own.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/netlink.7.html">netlink(7)</a>
 * @see <a href="https://man7.org/linux/man-pages/man7/user_namespaces.7.html">user_namespaces(7)</a>
 */
public final class NetlinkSockets {
    private NetlinkSockets() {}

    /**
     * Opens a socket in a network namespace.
     *
     * @param protocol {@code NETLINK_ROUTE} is 0, {@code NETLINK_NETFILTER} 12
     * @throws LinuxException {@code EPERM}: the namespace belongs to a user namespace that is neither the JVM's nor its to
     *     enter; {@code EPROTONOSUPPORT}: the kernel has no such protocol; {@code EMFILE}: too many descriptors
     * @throws IllegalArgumentException if it is no network namespace
     * @throws IllegalStateException if it is closed
     */
    public static NetlinkSocket open(int protocol, Namespace net) throws IOException, InterruptedException {
        return open(protocol, List.of(net)).getFirst();
    }

    /**
     * Opens a socket in each of the namespaces, in as few steps as can be: a thread, or a process, visits them all.
     *
     * @return the sockets, in the order of the namespaces
     * @throws LinuxException as {@link #open(int, Namespace)}; none is open then
     */
    public static List<NetlinkSocket> open(int protocol, List<Namespace> nets)
            throws IOException, InterruptedException {
        nets.forEach(NetlinkSockets::requireNet);
        if (nets.isEmpty()) {
            return List.of();
        }
        @Nullable NetlinkSocket[] sockets = new @Nullable NetlinkSocket[nets.size()];
        try {
            if (!enterAndOpen(protocol, nets, sockets)) {
                haveOpened(protocol, nets, sockets);
            }
            List<NetlinkSocket> opened = new ArrayList<>(sockets.length);
            for (NetlinkSocket socket : sockets) {
                opened.add(Objects.requireNonNull(socket));
            }
            return opened;
        } catch (IOException | InterruptedException | RuntimeException e) {
            for (NetlinkSocket socket : sockets) {
                if (socket != null) {
                    socket.close();
                }
            }
            throw e;
        }
    }

    static void requireNet(Namespace net) {
        if (net.type() != NamespaceType.NET) {
            throw new IllegalArgumentException(net + " is no network namespace");
        }
        if (!net.isOpen()) {
            throw new IllegalStateException(net + " is closed");
        }
    }

    /** By a thread that goes from one to the next; false if it may not enter one of them. */
    private static boolean enterAndOpen(int protocol, List<Namespace> nets, @Nullable NetlinkSocket[] sockets)
            throws IOException, InterruptedException {
        try {
            return NamespaceThreads.<Boolean, IOException>call(List.of(nets.getFirst()), () -> {
                for (int i = 0; i < sockets.length; i++) {
                    if (i > 0 && !enter(nets.get(i))) {
                        return false;
                    }
                    sockets[i] = NetlinkSocket.open(protocol);
                }
                return true;
            });
        } catch (LinuxException e) {
            if (sockets[0] == null && e.errnoNumber() == Errno.EPERM.number()) {
                return false;
            }
            throw e;
        }
    }

    private static boolean enter(Namespace net) throws LinuxException {
        long result = Descriptors.use(net.fd(), number -> Syscalls.call(Syscall.SETNS, number, Clone.CLONE_NEWNET));
        if (Syscalls.failed(result) && result != -Errno.EPERM.number()) {
            String call = "setns(" + net.fd() + ", CLONE_NEWNET)";
            throw new LinuxException("cannot enter " + net, call, (int) -result, null);
        }
        return result == 0;
    }

    /** Those that are not open yet, by processes: one for all that belong to the same user namespace. */
    private static void haveOpened(int protocol, List<Namespace> nets, @Nullable NetlinkSocket[] sockets)
            throws IOException {
        Map<Namespace, List<Integer>> byOwner = new HashMap<>();
        try {
            for (int i = 0; i < sockets.length; i++) {
                if (sockets[i] == null) {
                    Namespace owner = owner(nets.get(i));
                    if (byOwner.containsKey(owner)) {
                        owner.close();
                    }
                    byOwner.computeIfAbsent(owner, key -> new ArrayList<>()).add(i);
                }
            }
            for (Map.Entry<Namespace, List<Integer>> entry : byOwner.entrySet()) {
                List<Integer> indexes = entry.getValue();
                for (int from = 0; from < indexes.size(); from += InsideProgram.LIMIT) {
                    int to = Math.min(indexes.size(), from + InsideProgram.LIMIT);
                    haveOpened(protocol, entry.getKey(), nets, indexes.subList(from, to), sockets);
                }
            }
        } finally {
            byOwner.keySet().forEach(Namespace::close);
        }
    }

    private static void haveOpened(
            int protocol,
            Namespace owner,
            List<Namespace> nets,
            List<Integer> indexes,
            @Nullable NetlinkSocket[] sockets)
            throws IOException {
        List<InsideProgram.Visit> visits = new ArrayList<>();
        for (int index : indexes) {
            visits.add(new InsideProgram.Visit(
                    OptionalInt.of(Descriptors.number(nets.get(index).fd())),
                    List.of(new InsideProgram.Opening.Netlink(protocol))));
        }
        List<Fd> opened = Inside.open(owner, visits);
        try {
            for (int i = 0; i < indexes.size(); i++) {
                sockets[indexes.get(i)] = NetlinkSocket.of(opened.get(i));
            }
        } catch (LinuxException e) {
            opened.forEach(Fd::close); // those that are sockets already are closed twice, which does nothing
            throw e;
        }
    }

    /** The user namespace to enter on the way into a network namespace that no thread may enter. */
    static Namespace owner(Namespace net) throws LinuxException {
        Optional<Namespace> owner = net.owner();
        if (owner.isEmpty() || owner.get().isCurrent()) {
            owner.ifPresent(Namespace::close);
            throw new LinuxException(
                    "cannot open a socket in " + net,
                    "setns(" + net.fd() + ", CLONE_NEWNET)",
                    Errno.EPERM.number(),
                    "it takes CAP_SYS_ADMIN in the user namespace that it belongs to: run as root, or make network"
                            + " namespaces in a user namespace of your own, with NetNamespaces.createIn");
        }
        return owner.get();
    }
}
