package dev.alcove.net;

import dev.alcove.namespace.Namespace;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes to the network of one namespace, in their order, to be made together by {@link Rtnetlink#apply}: all, or none.
 *
 * <pre>{@code
 * new NetworkChanges()
 *         .create(NewLink.bridge("br0").up())
 *         .create(NewLink.veth("v1", NewLink.peer("eth0").in(host)).master("br0").up())
 *         .add(Address.of("br0", "10.0.0.1/24"))
 * }</pre>
 *
 * <p>Plain data; only handles of namespaces that are part of it must stay open. A later change may call a link by the name that an
 * earlier one has given to it. Not for use by several threads at once.
 */
public final class NetworkChanges {
    private final List<Change> changes = new ArrayList<>();

    /** Nothing is to change yet. */
    public NetworkChanges() {}

    /**
     * A new link. Undone, it is deleted.
     *
     * <p>Refused with {@code EEXIST} if there is a link of that name; {@code EOPNOTSUPP} if the kernel has no such kind; {@code
     * EPERM} without CAP_NET_ADMIN over the namespace.
     *
     * @throws IllegalArgumentException if something is said of it that the kernel would not heed: an index for one end of a veth alone
     */
    public NetworkChanges create(NewLink link) {
        link.requireHeeded();
        return add(LinkChanges.create(link));
    }

    /** A link is to be another. Undone, it is what it was, but for the addresses and routes that it lost by being moved or down. */
    public NetworkChanges set(LinkRef link, LinkSettings settings) {
        return add(LinkChanges.set(link, settings));
    }

    /** A link, called by its name, is to be another. */
    public NetworkChanges set(String link, LinkSettings settings) {
        return set(LinkRef.of(link), settings);
    }

    /** A link is to be up. */
    public NetworkChanges up(String link) {
        return set(link, new LinkSettings().up());
    }

    /** A link is deleted; of a veth, both ends. This cannot be undone: it waits until all before it is done. */
    public NetworkChanges delete(LinkRef link) {
        return add(LinkChanges.delete(link));
    }

    /** A link, called by its name, is deleted. */
    public NetworkChanges delete(String link) {
        return delete(LinkRef.of(link));
    }

    /** A further address. Refused with {@code EEXIST} if the link has it; undone, it is deleted. */
    public NetworkChanges add(Address address) {
        return add(EntryChanges.add(address));
    }

    /** An address is deleted, and with it the routes that came with it. Undone, it is added as it is described. */
    public NetworkChanges delete(Address address) {
        return add(EntryChanges.delete(address));
    }

    /**
     * A further route. Undone, it is deleted.
     *
     * <p>Refused with {@code EEXIST} if there is one to the same destination with the same metric; {@code ENETUNREACH} or {@code
     * EINVAL} if the gateway is on no link.
     */
    public NetworkChanges add(Route route) {
        return add(EntryChanges.add(route));
    }

    /** A route is deleted. Undone, it is added as it is described. */
    public NetworkChanges delete(Route route) {
        return add(EntryChanges.delete(route));
    }

    /** A further rule. Refused with {@code EEXIST} if there is such a rule; undone, it is deleted. */
    public NetworkChanges add(Rule rule) {
        return add(EntryChanges.add(rule));
    }

    /** A rule is deleted. Undone, it is added as it is described. */
    public NetworkChanges delete(Rule rule) {
        return add(EntryChanges.delete(rule));
    }

    /** A further neighbour. Refused with {@code EEXIST} if there is one with this address; undone, it is deleted. */
    public NetworkChanges add(Neighbour neighbour) {
        return add(EntryChanges.add(neighbour));
    }

    /** A neighbour is deleted. Undone, it is added as it is described. */
    public NetworkChanges delete(Neighbour neighbour) {
        return add(EntryChanges.delete(neighbour));
    }

    /** A port of a bridge is in a further VLAN. Undone, it is not. */
    public NetworkChanges add(PortVlan vlan) {
        return add(EntryChanges.add(vlan));
    }

    /** A port of a bridge is no longer in a VLAN. */
    public NetworkChanges delete(PortVlan vlan) {
        return add(EntryChanges.delete(vlan));
    }

    /**
     * A queueing discipline in place of the kernel's own. Refused with {@code EEXIST} if there is another that somebody has added;
     * undone, it is deleted.
     */
    public NetworkChanges add(Qdisc qdisc) {
        return add(RateChanges.add(qdisc));
    }

    /** A queueing discipline is deleted, the kernel's own takes its place. Undone, it is added as it is described. */
    public NetworkChanges delete(Qdisc qdisc) {
        return add(RateChanges.delete(qdisc));
    }

    /** A further class. Refused with {@code EEXIST} if there is one of that handle; undone, it is deleted. */
    public NetworkChanges add(HtbClass htb) {
        return add(RateChanges.add(htb));
    }

    /** A class is deleted. Undone, it is added as it is described. */
    public NetworkChanges delete(HtbClass htb) {
        return add(RateChanges.delete(htb));
    }

    /**
     * The number that this namespace is to have for another, 0 or more. Refused with {@code EEXIST} if it has one for it already, or the
     * number is taken. The kernel knows no way to take a number back: it waits until all before it is done. The handle stays the
     * caller's, and open until then.
     *
     * @throws IllegalArgumentException if it is no network namespace, or the number is negative
     */
    public NetworkChanges netnsId(Namespace other, int id) {
        return add(NetnsIds.set(other, id));
    }

    /** How many changes there are. */
    public int size() {
        return changes.size();
    }

    NetworkChanges add(Change change) {
        changes.add(change);
        return this;
    }

    List<Change> changes() {
        return List.copyOf(changes);
    }
}
