package dev.alcove.net;

import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.IfLink;
import dev.alcove.linux.raw.Netlink;
import dev.alcove.linux.raw.Rtnetlink;
import dev.alcove.namespace.Namespace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes of links. */
final class LinkChanges {
    private LinkChanges() {}

    static Change create(NewLink link) {
        List<LinkRef> needs = new ArrayList<>();
        if (link.parent() != null) {
            needs.add(link.parent());
        }
        if (link.master() != null) {
            needs.add(link.master());
        }
        Namespace where = link.namespace();
        return new Change(
                "cannot create " + link,
                Change.Effect.ADDS,
                created(link),
                null,
                needs,
                (batch, indexes) -> {
                    batch.begin(
                            Rtnetlink.RTM_NEWLINK, Netlink.NLM_F_CREATE | Netlink.NLM_F_EXCL, "cannot create " + link);
                    link.write(batch, indexes);
                    link.writeKind(batch, indexes);
                    batch.end();
                },
                (before, net) -> new Change.Inverse(delete(LinkRef.of(link.name())), where));
    }

    /** What is there afterwards in the namespace of the socket. */
    private static Map<String, Integer> created(NewLink link) {
        Map<String, Integer> created = new HashMap<>();
        NewLink other = link.other();
        if (link.namespace() == null) {
            created.put(link.name(), link.index());
        }
        if (other != null && other.namespace() == null) {
            created.put(other.name(), other.index());
        }
        return created;
    }

    static Change delete(LinkRef link) {
        return new Change(
                "cannot delete link '" + link + "'",
                Change.Effect.FINAL,
                Map.of(),
                null,
                List.of(),
                (batch, indexes) -> {
                    begin(batch, Rtnetlink.RTM_DELLINK, "cannot delete link '" + link + "'", link, 0, 0);
                    batch.end();
                },
                Change.NONE);
    }

    static Change set(LinkRef link, LinkSettings settings) {
        String attempt = "cannot change link '" + link + "'";
        LinkRef master = settings.master();
        List<LinkRef> needs = master == null ? List.of() : List.of(master);
        return new Change(
                attempt,
                Change.Effect.ALTERS,
                settings.name() == null ? Map.of() : Map.of(settings.name(), 0),
                link,
                needs,
                (batch, indexes) -> {
                    LinkRef index = LinkRef.of(indexes.of(link));
                    begin(batch, Rtnetlink.RTM_NEWLINK, attempt, index, settings.flags(), settings.mask());
                    settings.write(batch, indexes);
                    batch.end();
                },
                (before, net) -> undo(settings, before, net));
    }

    private static Change.@Nullable Inverse undo(LinkSettings settings, @Nullable Link before, Namespace net) {
        if (before == null) {
            return null;
        }
        Namespace moved = settings.namespace();
        String name = settings.name() == null ? before.name() : settings.name();
        LinkSettings inverse = settings.inverse(before);
        return new Change.Inverse(set(LinkRef.of(name), moved == null ? inverse : inverse.moveTo(net)), moved);
    }

    /** Header and fixed part, and the name where the link is called by that. */
    private static void begin(Batch batch, int type, String attempt, LinkRef link, int flags, int mask) {
        int index = link instanceof LinkRef.Index(int number) ? number : 0;
        batch.begin(type, 0, attempt).int32(0).int32(index).int32(flags).int32(mask);
        if (link instanceof LinkRef.Name(String name)) {
            batch.string(IfLink.IFLA_IFNAME, name);
        }
    }
}
