package dev.alcove.net.topology;

/**
 * What is wrong with a topology.
 *
 * @param path to what it is about, as in a file: {@code hosts.web.links.eth0.mtu}
 * @param message what is wrong, with the value that is
 */
public record Problem(String path, String message) {
    @Override
    public String toString() {
        return path + ": " + message;
    }
}
