package dev.alcove.namespace.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.linux.raw.FileCalls;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Rtnetlink;
import org.junit.jupiter.api.Test;

/** With namespaces of this process; numbers that were given are compared with those that lsns(8) tells, in alcove-cli. */
class NetnsIdsTest {
    @Test
    void onlyNetworkNamespacesHaveNumbers() throws Exception {
        try (FileCalls files = new FileCalls();
                NetnsIds ids = new NetnsIds()) {
            int net = files.open("/proc/self/ns/net", Open.O_RDONLY);
            int uts = files.open("/proc/self/ns/uts", Open.O_RDONLY);
            assertTrue(ids.of(net) >= Rtnetlink.NETNSA_NSID_NOT_ASSIGNED);
            assertEquals(Entry.NETNSID_UNKNOWN, ids.of(uts));
            assertEquals(Entry.NETNSID_UNKNOWN, ids.of(-1));
            files.close(net);
            files.close(uts);
        }
    }
}
