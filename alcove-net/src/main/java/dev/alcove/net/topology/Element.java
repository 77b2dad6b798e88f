package dev.alcove.net.topology;

import dev.alcove.net.InetPrefix;
import dev.alcove.net.MacAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One thing that is there when a topology is up. What two topologies differ in is the difference of two sets of these; what is
 * up is written down as a list of them, one a line.
 *
 * <p>Their {@code place} is the name of a host, {@link #SWITCHES} or {@link #CALLER}.
 */
sealed interface Element {
    /** The namespace of the topology's own switches. */
    String SWITCHES = "-";

    /** The namespace of whoever brings the topology up. */
    String CALLER = "@";

    /** The namespace that it is in. */
    String place();

    /** Its words, as they are written down. */
    List<String> words();

    /** The line that stands for it. */
    default String line() {
        List<String> escaped = new ArrayList<>();
        for (String word : words()) {
            escaped.add(Words.escaped(word));
        }
        return String.join(" ", escaped);
    }

    /** The line that people see. */
    default String text() {
        return String.join(" ", words().stream().filter(word -> !word.isEmpty()).toList());
    }

    /** A network namespace whose {@code lo} is up. */
    record Net(String place) implements Element {
        @Override
        public List<String> words() {
            return List.of("namespace", place);
        }
    }

    /** A bridge that is up. */
    record Bridge(String place, String name) implements Element {
        @Override
        public List<String> words() {
            return List.of("bridge", place, name);
        }
    }

    /** What a bridge does that others do not. */
    record Ability(String place, String bridge, Kind kind) implements Element {
        /** What there is. */
        enum Kind {
            STP("spanning tree protocol"),
            VLAN_FILTERING("VLAN filtering");

            private final String shown;

            Kind(String shown) {
                this.shown = shown;
            }

            String shown() {
                return shown;
            }
        }

        @Override
        public List<String> words() {
            return List.of("ability", place, bridge, kind.name().toLowerCase(Locale.ROOT));
        }
    }

    /** A veth pair, both ends up; the second may be the port of a bridge, else {@code master} is empty. */
    record Veth(String place, String name, String peerPlace, String peer, String master) implements Element {
        @Override
        public List<String> words() {
            return List.of("veth", place, name, peerPlace, peer, master);
        }
    }

    /** The hardware address of an interface. */
    record Mac(String place, String link, MacAddress address) implements Element {
        @Override
        public List<String> words() {
            return List.of("mac", place, link, address.toString());
        }
    }

    /** The largest packet of an interface, in bytes. */
    record Mtu(String place, String link, int bytes) implements Element {
        @Override
        public List<String> words() {
            return List.of("mtu", place, link, Integer.toString(bytes));
        }
    }

    /** The VLAN of the untagged packets of a bridge's port. */
    record Vlan(String place, String link, int id) implements Element {
        @Override
        public List<String> words() {
            return List.of("vlan", place, link, Integer.toString(id));
        }
    }

    /** An address of an interface. */
    record Address(String place, String link, InetPrefix prefix) implements Element {
        @Override
        public List<String> words() {
            return List.of("address", place, link, prefix.toString());
        }
    }

    /** A route. */
    record Route(String place, HostRoute route) implements Element {
        @Override
        public List<String> words() {
            return List.of(
                    "route",
                    place,
                    route.to().toString(),
                    route.via().map(via -> via.getHostAddress()).orElse(""),
                    route.link().orElse(""));
        }

        @Override
        public String text() {
            return "route " + place + " " + route;
        }
    }

    /** What leaves by an interface, in bits per second at most. */
    record Rate(String place, String link, long bitsPerSecond) implements Element {
        @Override
        public List<String> words() {
            return List.of("rate", place, link, Long.toString(bitsPerSecond));
        }

        @Override
        public String text() {
            return "rate " + place + " " + link + " " + Rates.text(bitsPerSecond);
        }
    }

    /** A sysctl. */
    record Sysctl(String place, String key, String value) implements Element {
        @Override
        public List<String> words() {
            return List.of("sysctl", place, key, value);
        }
    }

    /** NAT for what {@code place} forwards: from a bridge, or out of a link. */
    record Translation(String place, NatRules rules) implements Element {
        @Override
        public List<String> words() {
            List<String> words = new ArrayList<>(List.of("nat", place));
            words.addAll(rules.words());
            return words;
        }
    }

    /** A command: the {@code number}th of its host. */
    record Run(String place, int number, Command command) implements Element {
        @Override
        public List<String> words() {
            return List.of(
                    "run",
                    place,
                    Integer.toString(number),
                    Words.of("background", command.background()),
                    command.line());
        }

        @Override
        public String text() {
            return (command.background() ? "start " : "run ") + place + " " + command.line();
        }
    }
}
