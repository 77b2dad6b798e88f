package dev.alcove.net.topology;

/**
 * What runs in a host when everything is wired.
 *
 * @param line for {@code /bin/sh -c}
 * @param background whether it goes on running until the topology is taken down; otherwise it must end, with status 0
 */
public record Command(String line, boolean background) {}
