package dev.alcove.cli.ip;

import dev.alcove.linux.netlink.Attributes;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A kind of link: what can be set of it, and what there is to print of it. */
abstract class LinkKind {
    /** What the kind of a port's settings ends in: {@code bridge_slave}. */
    static final String PORT = "_slave";

    private static final String HELP = "help";

    private final String name;

    LinkKind(String name) {
        this.name = name;
    }

    /** The kind of this name; null for one of which Alcove knows nothing. */
    static @Nullable LinkKind of(String name) {
        return switch (name) {
            case "bridge" -> BridgeKinds.bridge();
            case "bridge_slave" -> BridgeKinds.port();
            case "veth" -> new VethKind();
            case "vlan" -> new VlanKind();
            case "vxlan" -> new VxlanKind();
            case "macvlan", "macvtap" -> new MacvlanKind(name);
            case "ipvlan", "ipvtap" -> new IpvlanKind(name);
            case "vrf" -> VrfKind.master();
            case "vrf_slave" -> VrfKind.port();
            case "tun" -> new TunKind();
            default -> null;
        };
    }

    String name() {
        return name;
    }

    /** Whether there is something to print of it. */
    boolean isPrinted() {
        return true;
    }

    /** Writes what the words ask for into the request, up to the last word; there is one at least. */
    abstract void parse(LinkRequest request, IpWords words) throws IpException, IOException;

    /** Prints its attributes, in text in the line that the name of the kind begins. */
    abstract void print(IpContext context, Attributes data) throws IOException;

    /** What may be set: the lines of a usage message. */
    abstract String usage();

    /** What is to be said of a word that is no setting. */
    IpException unknown(String word, String what) {
        if (IpWords.matches(word, HELP)) {
            return IpException.failure(usage());
        }
        return IpException.failure(name + ": unknown " + what + " \"" + word + "\"?\n" + usage());
    }

    /** Whether a word says on; it may be cut short, as off may be. */
    static boolean isOn(String setting, String word, int status) throws IpException {
        if (IpWords.matches(word, "off")) {
            return false;
        }
        if (IpWords.matches(word, "on")) {
            return true;
        }
        throw IpException.failure(
                status,
                "Error: argument of \"" + setting + "\" must be one of \"off\", \"on\", not \"" + word + "\"",
                null);
    }

    /** Whether a word says on; it must be there in full. */
    static boolean isExactlyOn(String setting, String word) throws IpException {
        if (word.equals("on")) {
            return true;
        }
        if (!word.equals("off")) {
            throw IpException.failure(
                    "Error: argument of \"" + setting + "\" must be \"on\" or \"off\", not \"" + word + "\"");
        }
        return false;
    }
}
