package dev.alcove.net.nftables;

import java.util.Optional;

/**
 * What is there for one owner, as the kernel tells it.
 *
 * @param owner whose it is
 * @param configuration what was asked for; empty if others than Alcove have changed the table, so that no configuration stands
 *     for it
 */
public record InstalledNat(String owner, Optional<NatConfiguration> configuration) {}
