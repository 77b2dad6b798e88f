package dev.alcove.cli.ip;

import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.IfKinds;
import java.io.IOException;

/** Two links that are the ends of a wire. What can be set of any link can be set of the peer as well. */
final class VethKind extends LinkKind {
    VethKind() {
        super("veth");
    }

    @Override
    boolean isPrinted() {
        return false;
    }

    @Override
    void parse(LinkRequest request, IpWords words) throws IpException, IOException {
        if (!words.take("peer")) {
            throw IpException.failure(usage());
        }
        Batch batch = request.batch().nest(IfKinds.VETH_INFO_PEER);
        String kind = new LinkSettings(request).parse(words);
        if (kind != null) {
            throw IpException.duplicate("type", kind);
        }
        batch.endNest();
    }

    @Override
    void print(IpContext context, Attributes data) {
        throw new IllegalStateException(name());
    }

    @Override
    String usage() {
        return "Usage: ip link ... type veth [ peer [ name NAME ] [ what can be set of any link ]... ]";
    }
}
