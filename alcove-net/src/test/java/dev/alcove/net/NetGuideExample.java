package dev.alcove.net;

import dev.alcove.namespace.Namespace;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The example of docs/net.md, word for word: {@link NetGuideTest} compares them, and runs it. */
final class NetGuideExample {
    private NetGuideExample() {}

    // example
    /** A switch in one namespace, and on it the hosts: 10.0.0.2, 10.0.0.3 and so on, each sending 10 Mbit/s at most. */
    static void star(Namespace center, List<Namespace> hosts) throws IOException, InterruptedException {
        NetworkChanges middle = new NetworkChanges()
                .create(NewLink.of("br0", Bridge.DEFAULT.withStp(false)).up())
                .add(Address.of("br0", "10.0.0.1/24"));
        for (int i = 0; i < hosts.size(); i++) {
            NewLink inside = NewLink.peer("eth0").in(hosts.get(i));
            middle.create(NewLink.veth("host" + i, inside).master("br0").up());
        }
        try (Rtnetlink rtnetlink = Rtnetlink.open(center)) {
            rtnetlink.apply(middle);
        }
        List<Rtnetlink> sockets = Rtnetlink.open(hosts);
        try {
            for (int i = 0; i < sockets.size(); i++) {
                sockets.get(i)
                        .apply(new NetworkChanges()
                                .up("lo")
                                .up("eth0")
                                .add(Address.of("eth0", "10.0.0." + (i + 2) + "/24"))
                                .add(Qdisc.root("eth0", Tbf.of(10_000_000, 15_000, Duration.ofMillis(50))))
                                .add(Route.to(InetPrefix.ALL_IPV4)
                                        .via("10.0.0.1")
                                        .build()));
            }
        } finally {
            sockets.forEach(Rtnetlink::close);
        }
    }
    // end
}
