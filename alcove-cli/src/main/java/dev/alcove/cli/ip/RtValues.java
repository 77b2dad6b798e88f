package dev.alcove.cli.ip;

import dev.alcove.linux.raw.Socket;
import java.io.IOException;

/** Values that several objects of routing netlink have: realms, types of service, numbers of 32 bits. */
final class RtValues {
    /** The greatest number of 32 bits. */
    static final long MAX_INT = 0xffff_ffffL;

    /** How many clock ticks the kernel counts in a second. */
    static final int TICKS = 100;

    private static final int REALM = 16;
    private static final int MAX_REALM = 0xffff;

    private RtValues() {}

    /**
     * A number of 32 bits without a sign.
     *
     * @param reason what a message says of a word that is none
     */
    static int int32(String word, String reason) throws IpException {
        return (int) IpWords.number(word, 0, MAX_INT, reason);
    }

    /** Realms, {@code FROM/TO} or {@code TO}, each by its name or number; or both in one number. */
    static int realms(String word, String reason) throws IpException, IOException {
        int slash = word.indexOf('/');
        long from = slash < 0 ? 0 : RtNames.REALMS.number(word.substring(0, slash));
        String rest = word.substring(slash + 1);
        long to = rest.isEmpty() ? 0 : RtNames.REALMS.number(rest);
        return from < 0 || to < 0 ? int32(word, reason) : (int) (from << REALM | to);
    }

    /** The realm that traffic comes from. */
    static String realmFrom(int realms, boolean numeric) throws IOException {
        return realms >>> REALM == 0 ? "" : RtNames.REALMS.name(realms >>> REALM, numeric);
    }

    /** The realm that traffic goes to. */
    static String realmTo(int realms, boolean numeric) throws IOException {
        return RtNames.REALMS.name(realms & MAX_REALM, numeric);
    }

    /** A type of service: its name, or two digits of a hexadecimal number. */
    static String service(int service, boolean numeric) throws IOException {
        String name = numeric ? null : RtNames.SERVICES.find(service);
        return name == null ? (service < 0x10 ? "0x0" : "0x") + Integer.toHexString(service) : name;
    }

    /** The color of addresses of a family. */
    static IpColor color(int family) {
        return family == Socket.AF_INET6 ? IpColor.INET6 : IpColor.INET;
    }

    /** The family that a word names: {@code AF_UNSPEC} if it names none. Those that no address of the internet has are refused. */
    static int family(String word) throws IpException {
        return switch (word) {
            case "inet" -> Socket.AF_INET;
            case "inet6" -> Socket.AF_INET6;
            case "link", "mpls", "bridge" -> throw IpException.unsupported("a next hop of the family \"" + word + "\"");
            default -> Socket.AF_UNSPEC;
        };
    }
}
