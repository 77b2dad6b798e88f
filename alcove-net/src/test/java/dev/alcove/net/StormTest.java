package dev.alcove.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.namespace.Namespace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * 64 threads that make and delete namespaces and links at once, all of them ports of one bridge. How long is told by the system property
 * {@code alcove.net.storm}, in seconds.
 */
@Timeout(300)
class StormTest {
    private static final int THREADS = 64;

    @BeforeAll
    static void needsRoot() {
        Root.assume();
    }

    @Test
    void nothingIsLostAndNothingIsLeft() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.getLong("alcove.net.storm", 4));
        try (Namespace net = NetNamespaces.create();
                Rtnetlink rtnetlink = Rtnetlink.open(net)) {
            rtnetlink.apply(new NetworkChanges().create(NewLink.bridge("br0").up()));
            List<Future<Integer>> rounds = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
                for (int i = 0; i < THREADS; i++) {
                    int thread = i;
                    Callable<Integer> task = () -> {
                        int round = 0;
                        while (round == 0 || System.nanoTime() < end) {
                            round(rtnetlink, thread, round++);
                        }
                        return round;
                    };
                    rounds.add(threads.submit(task));
                }
            }
            for (Future<Integer> each : rounds) {
                assertTrue(each.get() > 0);
            }
            assertEquals(
                    List.of("lo", "br0"),
                    rtnetlink.links().stream().map(Link::name).toList());
            assertEquals(2, new Judge(net).ip("link").size());
        }
    }

    /** Every second time the last change is refused. */
    private static void round(Rtnetlink rtnetlink, int thread, int round) throws Exception {
        String name = "v" + thread;
        try (Namespace host = NetNamespaces.create();
                Rtnetlink inside = Rtnetlink.open(host)) {
            NetworkChanges changes = new NetworkChanges()
                    .create(NewLink.veth(name, NewLink.peer("eth0").in(host))
                            .master("br0")
                            .up());
            rtnetlink.apply(changes);
            NetworkChanges own = new NetworkChanges().up("eth0").add(Address.of("eth0", "10.0.0." + thread + "/24"));
            if (round % 2 == 1) {
                own.add(Address.of("eth0", "10.0.0." + thread + "/24"));
            }
            try {
                inside.apply(own);
                assertEquals(0, round % 2);
            } catch (IOException e) {
                assertEquals(1, round % 2, e::toString);
                assertEquals(0, inside.addresses().size());
            }
            assertEquals(2, inside.links().size());
            assertTrue(rtnetlink.link(name).isPresent());
            rtnetlink.apply(new NetworkChanges().delete(name));
            assertEquals(1, inside.links().size());
        }
    }
}
