package dev.alcove.net.topology;

import java.util.List;

/**
 * What it takes to change a topology.
 *
 * @param ground where its namespaces are
 * @param state what is written down of it
 * @param journal writes the state down
 * @param places its namespaces, open
 * @param files their sysctls
 * @param translations its NAT
 * @param commands its commands
 * @param notices what people should know of what is done
 */
record Tools(
        Ground ground,
        TopologyState state,
        Ground.Journal journal,
        Places places,
        PlaceFiles files,
        Translations translations,
        Commands commands,
        List<String> notices) {}
