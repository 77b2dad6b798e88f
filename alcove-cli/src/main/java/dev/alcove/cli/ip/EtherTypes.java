package dev.alcove.cli.ip;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.raw.IfKinds;

/** The protocols of Ethernet by which frames are tagged with a VLAN. */
final class EtherTypes {
    private static final String DOT1Q = "802.1Q";
    private static final String DOT1AD = "802.1ad";
    private static final int MAX = 0xffff;

    private EtherTypes() {}

    /** The number of a protocol by its name, in any case, or as it is. */
    static int number(String word, String reason) throws IpException {
        if (word.equalsIgnoreCase(DOT1Q)) {
            return IfKinds.ETH_P_8021Q;
        }
        if (word.equalsIgnoreCase(DOT1AD)) {
            return IfKinds.ETH_P_8021AD;
        }
        return (int) IpWords.number(word, 0, MAX, reason);
    }

    /** The name of the protocol in an attribute, which has it in the order of the network; its number if it has none. */
    static String name(Attributes attributes, int attribute) throws MalformedException {
        int number = attributes.bigEndian16(attribute).orElse(0);
        return switch (number) {
            case IfKinds.ETH_P_8021Q -> DOT1Q;
            case IfKinds.ETH_P_8021AD -> DOT1AD;
            default -> "[" + number + "]";
        };
    }
}
