package dev.alcove.cli.ip;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.raw.AddressHeader;
import dev.alcove.linux.raw.AddressMessage;
import dev.alcove.linux.raw.IfLink;
import dev.alcove.linux.raw.Socket;
import java.io.IOException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Which addresses are meant, and on which links; and the words that say so: {@code dev eth0 scope global up}. */
final class AddressFilter {
    private static final Keywords WORDS =
            new Keywords("to", "scope", "up", "label", "group", "master", "vrf", "nomaster", "type", "dev");

    private static final int ANY = -1;
    private static final String PORT = "_slave";

    private final IpContext context;
    private int family;
    private int scope;
    private boolean isScopeGiven;
    private int flags;
    private int flagsMask;
    private boolean up;
    private int group = ANY;
    private int master;
    private int index;
    private String kind = "";
    private String portKind = "";
    private String label = "";
    private String link = "";
    private @Nullable InetPrefix to;

    private AddressFilter(IpContext context) {
        this.context = context;
        family = context.globals().family();
    }

    static AddressFilter read(IpContext context, IpWords words) throws IpException, IOException {
        AddressFilter filter = new AddressFilter(context);
        while (words.more()) {
            String word = words.next();
            if (!filter.takeFlag(word)) {
                filter.take(WORDS.find(word), word, words);
            }
        }
        if (!filter.link.isEmpty()) {
            filter.index = context.index(filter.link);
            if (filter.index == 0) {
                throw IpException.failure("Device \"" + filter.link + "\" does not exist.");
            }
        }
        return filter;
    }

    private void take(String known, String word, IpWords words) throws IpException, IOException {
        switch (known) {
            case "to" -> {
                InetPrefix prefix = InetPrefix.prefix(words.next(), family);
                to = prefix;
                family = family == Socket.AF_UNSPEC ? prefix.family() : family;
            }
            case "scope" -> scope(words.next());
            case "up" -> up = true;
            case "label" -> label = words.next();
            case "group" -> group = RtNames.GROUPS.require(words.next(), "Invalid \"group\" value\n");
            case "master" -> {
                String name = words.next();
                master = context.index(name);
                if (master == 0) {
                    throw IpException.wrong("Device does not exist\n", name);
                }
            }
            case "vrf" -> throw IpException.unsupported("\"vrf\" of addresses");
            case "nomaster" -> master = ANY;
            case "type" -> {
                String name = words.next();
                boolean port = name.endsWith(PORT);
                portKind = port ? name.substring(0, name.length() - PORT.length()) : portKind;
                kind = port ? kind : name;
            }
            default -> link(known.equals("dev") ? words.next() : word, known.isEmpty());
        }
    }

    private void scope(String name) throws IpException, IOException {
        isScopeGiven = !name.equals("all") || RtNames.SCOPES.number(name) >= 0;
        scope = isScopeGiven ? RtNames.SCOPES.require(name, "invalid \"scope\"\n") : 0;
    }

    private void link(String name, boolean bare) throws IpException {
        if (bare && IpWords.matches(name, "help")) {
            throw AddressObject.usage();
        }
        if (!link.isEmpty()) {
            throw IpException.duplicateOrGarbage("dev", name);
        }
        link = name;
    }

    /** Takes a word that is the name of a flag; a minus sign in front of it selects those that lack it. */
    private boolean takeFlag(String word) {
        boolean without = word.startsWith("-");
        String name = without ? word.substring(1) : word;
        boolean opposite = name.equals("dynamic") || name.equals("primary");
        if (opposite) {
            name = name.equals("dynamic") ? "permanent" : "secondary";
        }
        AddressFlag flag = AddressFlag.find(name);
        if (flag == null) {
            return false;
        }
        flags = without == opposite ? flags | flag.mask() : flags & ~flag.mask();
        flagsMask |= flag.mask();
        return true;
    }

    /** The family of the addresses. */
    int family() {
        return family;
    }

    /** The index of the one link that is meant; 0 if that is not so. */
    int index() {
        return index;
    }

    /** Of those, the links that have this master; 0 for all. */
    int master() {
        return master;
    }

    /** Of those, the links that are of this kind; empty for all. */
    String kind() {
        return kind;
    }

    /** Whether addresses are selected by their label: then nothing is printed of links. */
    boolean isLabelGiven() {
        return !label.isEmpty();
    }

    /** Whether addresses that come after others on a link are not selected. */
    boolean isPrimary() {
        return (flagsMask & ~flags & AddressMessage.IFA_F_SECONDARY) != 0;
    }

    /** Whether a link is up, if that is asked for. */
    boolean acceptsState(Link candidate) {
        return !up || candidate.isUp();
    }

    /** Whether the link itself is selected. */
    boolean accepts(Link candidate) throws MalformedException {
        OptionalInt itsGroup = candidate.attributes().int32(IfLink.IFLA_GROUP);
        boolean basic = (index == 0 || index == candidate.index()) && acceptsState(candidate);
        return basic
                && (isLabelGiven()
                        || (group == ANY || itsGroup.isEmpty() || itsGroup.getAsInt() == group)
                                && (master <= 0
                                        || candidate
                                                        .attributes()
                                                        .int32(IfLink.IFLA_MASTER)
                                                        .orElse(0)
                                                == master)
                                && (kind.isEmpty() || kind.equals(candidate.kind()))
                                && (portKind.isEmpty() || portKind.equals(candidate.portKind())));
    }

    boolean accepts(RtMessage address) throws IOException {
        InetPrefix prefix = to;
        return (index == 0 || index == address.int32(AddressHeader.IFA_INDEX))
                && (family == Socket.AF_UNSPEC || family == address.int8(AddressHeader.IFA_FAMILY))
                && (!isScopeGiven || scope == address.int8(AddressHeader.IFA_SCOPE))
                && ((flags ^ AddressPrinter.flags(address)) & flagsMask) == 0
                && (!isLabelGiven() || Glob.matches(label, label(address)))
                && (prefix == null || !prefix.selects() || matches(prefix, AddressPrinter.local(address)));
    }

    private String label(RtMessage address) throws IOException {
        return address.has(AddressMessage.IFA_LABEL)
                ? address.textOf(AddressMessage.IFA_LABEL)
                : context.name(address.int32(AddressHeader.IFA_INDEX));
    }

    private static boolean matches(InetPrefix prefix, byte[] address) {
        return address.length == 0
                || address.length == prefix.bytes().length && prefix.matches(address, prefix.length());
    }
}
