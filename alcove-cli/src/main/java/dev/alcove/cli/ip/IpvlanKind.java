package dev.alcove.cli.ip;

import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.raw.IfKinds;
import java.io.IOException;
import java.util.OptionalInt;

/** {@code ipvlan} and {@code ipvtap}: a link that shares the address of the one it is based on. */
final class IpvlanKind extends LinkKind {
    /** By their numbers. */
    private static final String[] MODES = {"l2", "l3", "l3s"};

    IpvlanKind(String name) {
        super(name);
    }

    @Override
    void parse(LinkRequest request, IpWords words) throws IpException {
        int flags = 0;
        boolean given = false;
        while (words.more()) {
            String word = words.next();
            if (IpWords.matches(word, "mode")) {
                request.batch().int16(IfKinds.IFLA_IPVLAN_MODE, mode(words.next()));
            } else if (given) {
                throw unknown(word, "option");
            } else if (IpWords.matches(word, "private")) {
                flags = IfKinds.IPVLAN_F_PRIVATE;
                given = true;
            } else if (IpWords.matches(word, "vepa")) {
                flags = IfKinds.IPVLAN_F_VEPA;
                given = true;
            } else if (IpWords.matches(word, "bridge")) {
                given = true;
            } else {
                throw unknown(word, "option");
            }
        }
        request.batch().int16(IfKinds.IFLA_IPVLAN_FLAGS, flags);
    }

    private static int mode(String word) throws IpException {
        for (int i = 0; i < MODES.length; i++) {
            if (MODES[i].equals(word)) {
                return i;
            }
        }
        throw IpException.failure("Error: argument of \"mode\" must be either \"l2\", \"l3\" or \"l3s\"");
    }

    @Override
    void print(IpContext context, Attributes data) throws IOException {
        IpOutput out = context.out();
        OptionalInt mode = data.int16(IfKinds.IFLA_IPVLAN_MODE);
        if (mode.isPresent()) {
            int number = mode.getAsInt();
            out.string("mode", " mode ", number < MODES.length ? MODES[number] : "unknown", " ");
        }
        OptionalInt flags = data.int16(IfKinds.IFLA_IPVLAN_FLAGS);
        if (flags.isPresent()) {
            boolean isPrivate = (flags.getAsInt() & IfKinds.IPVLAN_F_PRIVATE) != 0;
            boolean vepa = (flags.getAsInt() & IfKinds.IPVLAN_F_VEPA) != 0;
            String name = isPrivate ? "private" : vepa ? "vepa" : "bridge";
            out.bool(name, name + " ", true);
        }
    }

    @Override
    String usage() {
        return "Usage: ip link ... type " + name() + " [ mode { l3 | l3s | l2 } ] [ bridge | private | vepa ]";
    }
}
