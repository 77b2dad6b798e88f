package dev.alcove.net;

import dev.alcove.linux.raw.Netlink;
import dev.alcove.linux.raw.Rtnetlink;
import java.util.List;

/** Changes of queueing disciplines and their classes. */
final class RateChanges {
    private static final int CREATE = Netlink.NLM_F_CREATE | Netlink.NLM_F_EXCL;

    private RateChanges() {}

    static Change add(Qdisc qdisc) {
        return Change.adding(
                "cannot add " + words(qdisc),
                List.of(qdisc.link()),
                Rtnetlink.RTM_NEWQDISC,
                CREATE,
                qdisc::write,
                () -> delete(qdisc));
    }

    static Change delete(Qdisc qdisc) {
        return Change.removing(
                "cannot delete " + words(qdisc),
                List.of(qdisc.link()),
                Rtnetlink.RTM_DELQDISC,
                (batch, indexes) -> Qdisc.writeHeader(batch, indexes.of(qdisc.link()), qdisc.handle(), qdisc.parent()),
                () -> add(qdisc));
    }

    private static String words(Qdisc qdisc) {
        return qdisc.discipline().kind() + " " + qdisc.handle() + " of '" + qdisc.link() + "'";
    }

    static Change add(HtbClass htb) {
        return Change.adding(
                "cannot add class " + htb.handle() + " of '" + htb.link() + "'",
                List.of(htb.link()),
                Rtnetlink.RTM_NEWTCLASS,
                CREATE,
                htb::write,
                () -> delete(htb));
    }

    static Change delete(HtbClass htb) {
        return Change.removing(
                "cannot delete class " + htb.handle() + " of '" + htb.link() + "'",
                List.of(htb.link()),
                Rtnetlink.RTM_DELTCLASS,
                htb::writeHeader,
                () -> add(htb));
    }
}
