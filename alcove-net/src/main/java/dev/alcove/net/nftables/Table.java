package dev.alcove.net.nftables;

import java.util.Optional;

/**
 * A table, which holds chains and sets.
 *
 * @param name up to 255 bytes
 * @param comment up to 128 bytes of UTF-8, which {@code nft list} shows; Linux 5.10
 */
public record Table(Family family, String name, Optional<String> comment) {
    /** As nft(8) writes it: {@code table inet filter}. */
    @Override
    public String toString() {
        return "table " + family + " " + name;
    }
}
