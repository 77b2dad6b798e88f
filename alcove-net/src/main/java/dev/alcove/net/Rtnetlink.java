package dev.alcove.net;

import static dev.alcove.linux.raw.Rtnetlink.NETLINK_ROUTE;
import static dev.alcove.linux.raw.Rtnetlink.RTM_GETADDR;
import static dev.alcove.linux.raw.Rtnetlink.RTM_GETLINK;
import static dev.alcove.linux.raw.Rtnetlink.RTM_GETNEIGH;
import static dev.alcove.linux.raw.Rtnetlink.RTM_GETQDISC;
import static dev.alcove.linux.raw.Rtnetlink.RTM_GETROUTE;
import static dev.alcove.linux.raw.Rtnetlink.RTM_GETRULE;
import static dev.alcove.linux.raw.Rtnetlink.RTM_GETTCLASS;
import static dev.alcove.linux.raw.Rtnetlink.RTM_NEWADDR;
import static dev.alcove.linux.raw.Rtnetlink.RTM_NEWLINK;
import static dev.alcove.linux.raw.Rtnetlink.RTM_NEWNEIGH;
import static dev.alcove.linux.raw.Rtnetlink.RTM_NEWQDISC;
import static dev.alcove.linux.raw.Rtnetlink.RTM_NEWROUTE;
import static dev.alcove.linux.raw.Rtnetlink.RTM_NEWRULE;
import static dev.alcove.linux.raw.Rtnetlink.RTM_NEWTCLASS;
import static dev.alcove.linux.raw.Socket.AF_BRIDGE;
import static dev.alcove.linux.raw.Socket.AF_INET;
import static dev.alcove.linux.raw.Socket.AF_INET6;
import static dev.alcove.linux.raw.Socket.AF_UNSPEC;

import dev.alcove.linux.LinuxException;
import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.netlink.NetlinkSocket;
import dev.alcove.linux.raw.FibRules;
import dev.alcove.linux.raw.IfAddr;
import dev.alcove.linux.raw.IfLink;
import dev.alcove.linux.raw.Neigh;
import dev.alcove.linux.raw.Netlink;
import dev.alcove.linux.raw.PktSched;
import dev.alcove.linux.raw.RtRoute;
import dev.alcove.namespace.Namespace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The network of one namespace: what there is, and how it is changed, by a socket that speaks rtnetlink with the kernel. Everybody may
 * look; changes take CAP_NET_ADMIN in the user namespace that the network namespace belongs to.
 *
 * <p>Safe for use by several threads: one request at a time. The methods that talk with the kernel throw {@link
 * dev.alcove.linux.NetlinkException} where it refuses, {@link LinuxException} where the socket fails, {@link MalformedException} where
 * it answers something that is no rtnetlink.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>
 */
public final class Rtnetlink implements AutoCloseable {
    private final NetlinkSocket socket;

    private Rtnetlink(NetlinkSocket socket) {
        this.socket = socket;
    }

    /**
     * Opens a socket in the calling thread's network namespace.
     *
     * @throws LinuxException {@code EMFILE}: too many descriptors
     */
    public static Rtnetlink open() throws LinuxException {
        return new Rtnetlink(NetlinkSocket.open(NETLINK_ROUTE));
    }

    /**
     * Opens a socket in a network namespace.
     *
     * @throws LinuxException as {@link NetlinkSockets#open(int, Namespace)}
     */
    public static Rtnetlink open(Namespace net) throws IOException, InterruptedException {
        return new Rtnetlink(NetlinkSockets.open(NETLINK_ROUTE, net));
    }

    /**
     * Opens a socket in each of the namespaces, which takes less time than one after the other.
     *
     * @return in the order of the namespaces
     * @throws LinuxException as {@link NetlinkSockets#open(int, List)}; none is open then
     */
    public static List<Rtnetlink> open(List<Namespace> nets) throws IOException, InterruptedException {
        return NetlinkSockets.open(NETLINK_ROUTE, nets).stream()
                .map(Rtnetlink::new)
                .toList();
    }

    /**
     * Opens the namespace that the socket is in. Linux 4.10.
     *
     * @throws LinuxException {@code EPERM}: CAP_NET_ADMIN is missing in the user namespace that it belongs to
     */
    public Namespace namespace() throws LinuxException {
        return NetNamespaces.of(socket.fd());
    }

    // ---- What there is

    /** All links, in the order of their indexes. */
    public List<Link> links() throws IOException {
        Batch request = new Batch()
                .begin(RTM_GETLINK, Netlink.NLM_F_DUMP, "cannot list links")
                .zeros(IfLink.IfInfo.SIZE)
                .end();
        return read(request, RTM_NEWLINK, Link::read);
    }

    /** The link of this name; empty if there is none. */
    public Optional<Link> link(String name) throws IOException {
        return link(LinkRef.of(name));
    }

    /** The link that is meant; empty if there is none. */
    public Optional<Link> link(LinkRef link) throws IOException {
        return Indexes.find(socket, link);
    }

    /** All addresses, IPv4 before IPv6. */
    public List<Address> addresses() throws IOException {
        Batch request = new Batch()
                .begin(RTM_GETADDR, Netlink.NLM_F_DUMP, "cannot list addresses")
                .zeros(IfAddr.IfAddrMsg.SIZE)
                .end();
        return read(request, RTM_NEWADDR, Address::read);
    }

    /**
     * The routes of all tables, IPv4 before IPv6: those of this host's own addresses too, in {@link Route#TABLE_LOCAL}. What the kernel
     * merely remembers is not among them.
     */
    public List<Route> routes() throws IOException {
        Batch request = new Batch()
                .begin(RTM_GETROUTE, Netlink.NLM_F_DUMP, "cannot list routes")
                .zeros(RtRoute.RtMsg.SIZE)
                .end();
        return read(request, RTM_NEWROUTE, RouteMessages::read);
    }

    /** The rules of IPv4 and IPv6, each in the order in which they count. */
    public List<Rule> rules() throws IOException {
        List<Rule> rules = new ArrayList<>();
        for (int family : List.of(AF_INET, AF_INET6)) {
            Batch request = new Batch()
                    .begin(RTM_GETRULE, Netlink.NLM_F_DUMP, "cannot list rules")
                    .int8(family)
                    .zeros(FibRules.RuleMsg.SIZE - 1)
                    .end();
            rules.addAll(read(request, RTM_NEWRULE, RuleMessages::read));
        }
        return List.copyOf(rules);
    }

    /** The neighbours of all links, IPv4 and IPv6. */
    public List<Neighbour> neighbours() throws IOException {
        List<Neighbour> neighbours = new ArrayList<>();
        for (int family : List.of(AF_INET, AF_INET6)) {
            Batch request = new Batch()
                    .begin(RTM_GETNEIGH, Netlink.NLM_F_DUMP, "cannot list neighbours")
                    .int8(family)
                    .zeros(Neigh.NdMsg.SIZE - 1)
                    .end();
            neighbours.addAll(read(request, RTM_NEWNEIGH, Neighbour::read));
        }
        return List.copyOf(neighbours);
    }

    /** The VLANs of all ports of bridges. */
    public List<PortVlan> portVlans() throws IOException {
        Batch request = new Batch()
                .begin(RTM_GETLINK, Netlink.NLM_F_DUMP, "cannot list the VLANs of ports")
                .int8(AF_BRIDGE)
                .zeros(IfLink.IfInfo.SIZE - 1)
                .int32(IfLink.IFLA_EXT_MASK, IfLink.RTEXT_FILTER_BRVLAN)
                .end();
        List<PortVlan> vlans = new ArrayList<>();
        read(request, RTM_NEWLINK, PortVlan::read).forEach(vlans::addAll);
        return vlans;
    }

    /** The queueing disciplines of all links. */
    public List<Qdisc> qdiscs() throws IOException {
        Batch request = new Batch()
                .begin(RTM_GETQDISC, Netlink.NLM_F_DUMP, "cannot list queueing disciplines")
                .zeros(PktSched.TcMsg.SIZE)
                .end();
        return read(request, RTM_NEWQDISC, Qdisc::read);
    }

    /** The classes of {@link Htb} of a link. */
    public List<HtbClass> htbClasses(String link) throws IOException {
        Indexes indexes = new Indexes(socket);
        LinkRef called = LinkRef.of(link);
        indexes.resolve(List.of(called));
        Batch request = new Batch()
                .begin(RTM_GETTCLASS, Netlink.NLM_F_DUMP, "cannot list the classes of '" + link + "'")
                .int32(AF_UNSPEC)
                .int32(indexes.of(called))
                .zeros(PktSched.TcMsg.SIZE - PktSched.TcMsg.TCM_HANDLE)
                .end();
        List<HtbClass> classes = new ArrayList<>();
        for (Optional<HtbClass> each : read(request, RTM_NEWTCLASS, HtbClass::read)) {
            each.ifPresent(classes::add);
        }
        return List.copyOf(classes);
    }

    /**
     * The number that this namespace has for another: {@link Link#parentNetnsId}.
     *
     * @return empty if it has none
     * @throws IllegalArgumentException if it is no network namespace
     */
    public OptionalInt netnsId(Namespace other) throws IOException {
        return NetnsIds.of(socket, other);
    }

    // ---- Changes

    /**
     * Makes all changes, in as few system calls as can be, or none: if one is refused, those that were made are taken back.
     *
     * @throws dev.alcove.linux.NetlinkException the first change that was refused, with the kernel's own words. What could not be
     *     taken back is {@linkplain Throwable#getSuppressed suppressed} by it: links that had been deleted, or what others have
     *     changed meanwhile.
     * @throws IllegalStateException if the handle of a namespace is closed; what was made before is taken back
     */
    public void apply(NetworkChanges changes) throws IOException {
        new Application(socket, changes.changes()).apply();
    }

    @Override
    public void close() {
        socket.close();
    }

    /** Reads one thing out of a message. */
    private interface Reader<T> {
        T read(Message message) throws MalformedException;
    }

    private <T> List<T> read(Batch request, int type, Reader<T> reader) throws IOException {
        List<T> all = new ArrayList<>();
        for (Message message : socket.dump(request)) {
            if (message.type() == type) {
                all.add(reader.read(message));
            }
        }
        return List.copyOf(all);
    }
}
