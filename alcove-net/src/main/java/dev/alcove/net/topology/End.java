package dev.alcove.net.topology;

/** Where a link of a host leads. */
public sealed interface End {
    /**
     * To a port of a switch.
     *
     * @param name the switch
     */
    record Port(String name) implements End {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * To a link of another host, which in turn leads here.
     *
     * @param host the other host
     * @param link the name of its link
     */
    record Peer(String host, String link) implements End {
        @Override
        public String toString() {
            return host + ":" + link;
        }
    }
}
