package dev.alcove.cli.ip;

import dev.alcove.linux.raw.Arphrd;
import java.util.Arrays;

/** Addresses of the link layer, and the types of link that have them, as text. */
final class LinkLayer {
    /** As many bytes as an address may have on the command line. */
    private static final int MAX_ADDRESS = 32;

    private static final int MAX_BYTE = 0xff;
    private static final int HEX = 16;
    private static final int INET = 4;
    private static final int INET6 = 16;

    private LinkLayer() {}

    /** The name of a type: {@code ether}; its number in brackets if it has none, or none is wanted. */
    static String typeName(int type, boolean numeric) {
        String name = numeric ? "" : name(type);
        return name.isEmpty() ? "[" + type + "]" : name;
    }

    private static String name(int type) {
        return switch (type) {
            case Arphrd.ARPHRD_NETROM -> "netrom";
            case Arphrd.ARPHRD_ETHER -> "ether";
            case Arphrd.ARPHRD_EETHER -> "eether";
            case Arphrd.ARPHRD_AX25 -> "ax25";
            case Arphrd.ARPHRD_PRONET -> "pronet";
            case Arphrd.ARPHRD_CHAOS -> "chaos";
            case Arphrd.ARPHRD_IEEE802 -> "ieee802";
            case Arphrd.ARPHRD_ARCNET -> "arcnet";
            case Arphrd.ARPHRD_APPLETLK -> "atalk";
            case Arphrd.ARPHRD_DLCI -> "dlci";
            case Arphrd.ARPHRD_ATM -> "atm";
            case Arphrd.ARPHRD_METRICOM -> "metricom";
            case Arphrd.ARPHRD_IEEE1394 -> "ieee1394";
            case Arphrd.ARPHRD_INFINIBAND -> "infiniband";
            case Arphrd.ARPHRD_SLIP -> "slip";
            case Arphrd.ARPHRD_CSLIP -> "cslip";
            case Arphrd.ARPHRD_SLIP6 -> "slip6";
            case Arphrd.ARPHRD_CSLIP6 -> "cslip6";
            case Arphrd.ARPHRD_RSRVD -> "rsrvd";
            case Arphrd.ARPHRD_ADAPT -> "adapt";
            case Arphrd.ARPHRD_ROSE -> "rose";
            case Arphrd.ARPHRD_X25 -> "x25";
            case Arphrd.ARPHRD_HWX25 -> "hwx25";
            case Arphrd.ARPHRD_CAN -> "can";
            case Arphrd.ARPHRD_PPP -> "ppp";
            case Arphrd.ARPHRD_HDLC -> "hdlc";
            case Arphrd.ARPHRD_LAPB -> "lapb";
            case Arphrd.ARPHRD_DDCMP -> "ddcmp";
            case Arphrd.ARPHRD_RAWHDLC -> "rawhdlc";
            case Arphrd.ARPHRD_TUNNEL -> "ipip";
            case Arphrd.ARPHRD_TUNNEL6 -> "tunnel6";
            case Arphrd.ARPHRD_FRAD -> "frad";
            case Arphrd.ARPHRD_SKIP -> "skip";
            case Arphrd.ARPHRD_LOOPBACK -> "loopback";
            case Arphrd.ARPHRD_LOCALTLK -> "ltalk";
            case Arphrd.ARPHRD_FDDI -> "fddi";
            case Arphrd.ARPHRD_BIF -> "bif";
            case Arphrd.ARPHRD_SIT -> "sit";
            case Arphrd.ARPHRD_IPDDP -> "ip/ddp";
            case Arphrd.ARPHRD_IPGRE -> "gre";
            case Arphrd.ARPHRD_PIMREG -> "pimreg";
            case Arphrd.ARPHRD_HIPPI -> "hippi";
            case Arphrd.ARPHRD_ASH -> "ash";
            case Arphrd.ARPHRD_ECONET -> "econet";
            case Arphrd.ARPHRD_IRDA -> "irda";
            case Arphrd.ARPHRD_FCPP -> "fcpp";
            case Arphrd.ARPHRD_FCAL -> "fcal";
            case Arphrd.ARPHRD_FCPL -> "fcpl";
            case Arphrd.ARPHRD_FCFABRIC -> "fcfb0";
            case Arphrd.ARPHRD_IEEE802_TR -> "tr";
            case Arphrd.ARPHRD_IEEE80211 -> "ieee802.11";
            case Arphrd.ARPHRD_IEEE80211_PRISM -> "ieee802.11/prism";
            case Arphrd.ARPHRD_IEEE80211_RADIOTAP -> "ieee802.11/radiotap";
            case Arphrd.ARPHRD_IEEE802154 -> "ieee802.15.4";
            case Arphrd.ARPHRD_IEEE802154_MONITOR -> "ieee802.15.4/monitor";
            case Arphrd.ARPHRD_PHONET -> "phonet";
            case Arphrd.ARPHRD_PHONET_PIPE -> "phonet_pipe";
            case Arphrd.ARPHRD_CAIF -> "caif";
            case Arphrd.ARPHRD_IP6GRE -> "gre6";
            case Arphrd.ARPHRD_NETLINK -> "netlink";
            case Arphrd.ARPHRD_6LOWPAN -> "6lowpan";
            case Arphrd.ARPHRD_NONE -> "none";
            case Arphrd.ARPHRD_VOID -> "void";
            default -> "";
        };
    }

    /** An address of a link of this type: bytes in hexadecimal, but that of a tunnel as what it is. */
    static String text(byte[] address, int type) {
        boolean inet = type == Arphrd.ARPHRD_TUNNEL || type == Arphrd.ARPHRD_SIT || type == Arphrd.ARPHRD_IPGRE;
        boolean inet6 = type == Arphrd.ARPHRD_TUNNEL6 || type == Arphrd.ARPHRD_IP6GRE;
        if (inet && address.length == INET || inet6 && address.length == INET6) {
            return InetText.of(address);
        }
        return hex(address, ":");
    }

    /** Bytes in hexadecimal, two digits each. */
    static String hex(byte[] bytes, String between) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.length; i++) {
            text.append(i == 0 ? "" : between);
            text.append(Character.forDigit(bytes[i] >> 4 & 0xf, HEX)).append(Character.forDigit(bytes[i] & 0xf, HEX));
        }
        return text.toString();
    }

    /** Reads an address: bytes in hexadecimal with colons between them, or an address of IPv4. */
    static byte[] parse(String word) throws IpException {
        if (word.indexOf('.') >= 0) {
            byte[] address = InetText.parse4(word);
            if (address.length == 0) {
                throw invalid(word);
            }
            return address;
        }
        byte[] address = new byte[MAX_ADDRESS];
        int length = 0;
        int at = 0;
        while (at >= 0 && length < MAX_ADDRESS) {
            int colon = word.indexOf(':', at);
            address[length++] = part(word.substring(at, colon < 0 ? word.length() : colon));
            at = colon < 0 ? colon : colon + 1;
        }
        if (at >= 0) {
            throw invalid(word);
        }
        return Arrays.copyOf(address, length);
    }

    private static byte part(String digits) throws IpException {
        int value = 0;
        for (int i = 0; i < digits.length() && value <= MAX_BYTE; i++) {
            int digit = Character.digit(digits.charAt(i), HEX);
            if (digit < 0) {
                throw invalid(digits);
            }
            value = value * HEX + digit;
        }
        if (digits.isEmpty() || value > MAX_BYTE) {
            throw invalid(digits);
        }
        return (byte) value;
    }

    private static IpException invalid(String word) {
        return IpException.failure("\"" + word + "\" is invalid lladdr.");
    }
}
