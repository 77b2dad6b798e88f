package dev.alcove.net.nftables;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A named map from ports to ports, {@code type inet_service : inet_service} in the words of nft(8).
 *
 * @param table the name of its table
 * @param ports 0 to 65535 each
 */
public record PortMap(Family family, String table, String name, SortedMap<Integer, Integer> ports) {
    public PortMap {
        ports = Collections.unmodifiableSortedMap(new TreeMap<>(ports));
    }
}
