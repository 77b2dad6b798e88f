package dev.alcove.net;

import dev.alcove.linux.Errno;
import dev.alcove.linux.NetlinkException;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.netlink.NetlinkSocket;
import dev.alcove.linux.raw.IfLink;
import dev.alcove.linux.raw.Rtnetlink;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which index the links have that changes call by name, and how those links were before. */
final class Indexes {
    private final NetlinkSocket socket;
    private final Map<String, Integer> byName = new HashMap<>();

    Indexes(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** The index, which is known by now. */
    int of(LinkRef link) {
        return switch (link) {
            case LinkRef.Index(int index) -> index;
            case LinkRef.Name(String name) -> {
                Integer index = byName.get(name);
                if (index == null) {
                    throw new IllegalStateException("the index of link '" + name + "' was not asked for");
                }
                yield index;
            }
        };
    }

    boolean knows(LinkRef link) {
        return !(link instanceof LinkRef.Name name) || byName.containsKey(name.name());
    }

    void learn(String name, int index) {
        byName.put(name, index);
    }

    void forget() {
        byName.clear();
    }

    /**
     * Asks for the indexes of those that are not known, all at once.
     *
     * @throws NetlinkException {@code ENODEV}: there is no such link
     */
    void resolve(Collection<LinkRef> links) throws IOException {
        Set<LinkRef> unknown = new LinkedHashSet<>(links);
        unknown.removeIf(this::knows);
        ask(unknown);
    }

    /**
     * How links are now, by what they are called, all asked for at once.
     *
     * @throws NetlinkException {@code ENODEV}: there is no such link
     */
    Map<LinkRef, Link> ask(Set<LinkRef> links) throws IOException {
        Map<LinkRef, Link> found = new HashMap<>();
        if (links.isEmpty()) {
            return found;
        }
        Batch request = new Batch();
        for (LinkRef link : links) {
            request(request, link);
        }
        List<LinkRef> asked = List.copyOf(links);
        for (Message answer : socket.exchange(request)) {
            if (answer.type() == Rtnetlink.RTM_NEWLINK) {
                Link link = Link.read(answer);
                LinkRef called = asked.get(answer.sequence() - 1);
                found.put(called, link);
                if (called instanceof LinkRef.Name(String name)) {
                    learn(name, link.index());
                }
            }
        }
        return found;
    }

    /** The link itself; empty if there is none. */
    static Optional<Link> find(NetlinkSocket socket, LinkRef link) throws IOException {
        try {
            return Optional.ofNullable(new Indexes(socket).ask(Set.of(link)).get(link));
        } catch (NetlinkException e) {
            if (e.errnoNumber() == Errno.ENODEV.number()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static void request(Batch batch, LinkRef link) {
        int index = link instanceof LinkRef.Index(int number) ? number : 0;
        batch.begin(Rtnetlink.RTM_GETLINK, 0, "no link '" + link + "'")
                .int32(0)
                .int32(index)
                .int32(0)
                .int32(0);
        if (link instanceof LinkRef.Name(String name)) {
            batch.string(IfLink.IFLA_IFNAME, name);
        }
        batch.end();
    }
}
