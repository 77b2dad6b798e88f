package dev.alcove.cli.ip;

import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.raw.IfKinds;
import java.io.IOException;
import java.util.OptionalInt;

/** A link that stands for a routing table, and those that are in it. */
final class VrfKind extends LinkKind {
    private final int attribute;

    private VrfKind(String name, int attribute) {
        super(name);
        this.attribute = attribute;
    }

    static LinkKind master() {
        return new VrfKind("vrf", IfKinds.IFLA_VRF_TABLE);
    }

    static LinkKind port() {
        return new VrfKind("vrf" + PORT, IfKinds.IFLA_VRF_PORT_TABLE);
    }

    @Override
    void parse(LinkRequest request, IpWords words) throws IpException, IOException {
        while (words.more()) {
            String word = words.next();
            if (attribute != IfKinds.IFLA_VRF_TABLE || !IpWords.matches(word, "table")) {
                throw unknown(word, "option");
            }
            String table = words.next();
            long number = RtNames.TABLES.number(table);
            if (number < 0) {
                throw IpException.wrong("invalid table ID\n", table);
            }
            request.batch().int32(attribute, (int) number);
        }
    }

    @Override
    void print(IpContext context, Attributes data) throws IOException {
        OptionalInt table = data.int32(attribute);
        if (table.isPresent()) {
            context.out().unsigned("table", "table ", Integer.toUnsignedLong(table.getAsInt()), " ");
        }
    }

    @Override
    String usage() {
        return "Usage: ip link ... type vrf table TABLE";
    }
}
