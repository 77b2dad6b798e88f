package dev.alcove.cli.ip;

import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Attributes.Attribute;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.IfKinds;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code macvlan} and {@code macvtap}: a link with an address of its own on another link. */
final class MacvlanKind extends LinkKind {
    private static final int ADDRESS = 6;
    private static final long MAX_INT = 0xffff_ffffL;

    MacvlanKind(String name) {
        super(name);
    }

    private static int mode(String word) throws IpException {
        return switch (word) {
            case "private" -> IfKinds.MACVLAN_MODE_PRIVATE;
            case "vepa" -> IfKinds.MACVLAN_MODE_VEPA;
            case "bridge" -> IfKinds.MACVLAN_MODE_BRIDGE;
            case "passthru" -> IfKinds.MACVLAN_MODE_PASSTHRU;
            case "source" -> IfKinds.MACVLAN_MODE_SOURCE;
            default ->
                throw IpException.failure("Error: argument of \"mode\" must be \"private\", \"vepa\", \"bridge\","
                        + " \"passthru\" or \"source\", not \"" + word + "\"");
        };
    }

    private static String modeName(int mode) {
        return switch (mode) {
            case IfKinds.MACVLAN_MODE_PRIVATE -> "private";
            case IfKinds.MACVLAN_MODE_VEPA -> "vepa";
            case IfKinds.MACVLAN_MODE_BRIDGE -> "bridge";
            case IfKinds.MACVLAN_MODE_PASSTHRU -> "passthru";
            case IfKinds.MACVLAN_MODE_SOURCE -> "source";
            default -> "unknown";
        };
    }

    private static int flag(String word) throws IpException {
        return switch (word) {
            case "null" -> 0;
            case "nopromisc" -> IfKinds.MACVLAN_FLAG_NOPROMISC;
            case "nodst" -> IfKinds.MACVLAN_FLAG_NODST;
            default ->
                throw IpException.failure(
                        "Error: argument of \"flag\" must be \"nopromisc\", \"nodst\" or \"null\", not \"" + word
                                + "\"");
        };
    }

    @Override
    void parse(LinkRequest request, IpWords words) throws IpException {
        Batch batch = request.batch();
        int mode = 0;
        int flags = 0;
        boolean withFlags = false;
        while (words.more()) {
            String word = words.next();
            if (IpWords.matches(word, "mode")) {
                mode = mode(words.next());
            } else if (IpWords.matches(word, "flag")) {
                flags |= flag(words.next());
                withFlags = true;
            } else if (IpWords.matches(word, "macaddr")) {
                addresses(batch, words);
            } else if (IpWords.matches(word, "nopromisc")) {
                flags |= IfKinds.MACVLAN_FLAG_NOPROMISC;
                withFlags = true;
            } else if (IpWords.matches(word, "nodst")) {
                flags |= IfKinds.MACVLAN_FLAG_NODST;
                withFlags = true;
            } else if (IpWords.matches(word, "bcqueuelen")) {
                batch.int32(IfKinds.IFLA_MACVLAN_BC_QUEUE_LEN, queueLength(words.next()));
            } else {
                throw unknown(word, "option");
            }
        }
        if (mode != 0) {
            batch.int32(IfKinds.IFLA_MACVLAN_MODE, mode);
        }
        if (withFlags) {
            if ((flags & IfKinds.MACVLAN_FLAG_NOPROMISC) != 0 && mode != IfKinds.MACVLAN_MODE_PASSTHRU) {
                throw IpException.failure(name() + ": nopromisc flag only valid in passthru mode\n" + usage());
            }
            batch.int16(IfKinds.IFLA_MACVLAN_FLAGS, flags);
        }
    }

    private static int queueLength(String word) throws IpException {
        long length = IpWords.number(word);
        if (length < 0 || length > MAX_INT) {
            throw IpException.failure(
                    "Error: argument of \"bcqueuelen\" must be a positive integer [0-4294967295], not \"" + word
                            + "\"");
        }
        return (int) length;
    }

    /** The addresses from which a link of the mode source takes frames. */
    private void addresses(Batch batch, IpWords words) throws IpException {
        String what = words.next();
        int action = switch (what) {
            case "add" -> IfKinds.MACVLAN_MACADDR_ADD;
            case "del" -> IfKinds.MACVLAN_MACADDR_DEL;
            case "set" -> IfKinds.MACVLAN_MACADDR_SET;
            case "flush" -> IfKinds.MACVLAN_MACADDR_FLUSH;
            default -> throw IpException.failure(usage());
        };
        batch.int32(IfKinds.IFLA_MACVLAN_MACADDR_MODE, action);
        if (action == IfKinds.MACVLAN_MACADDR_SET) {
            batch.nest(IfKinds.IFLA_MACVLAN_MACADDR_DATA);
            while (words.more() && words.peek().indexOf(':') >= 0) {
                batch.attribute(IfKinds.IFLA_MACVLAN_MACADDR, address(words.next()));
            }
            batch.endNest();
        } else if (action != IfKinds.MACVLAN_MACADDR_FLUSH) {
            batch.attribute(IfKinds.IFLA_MACVLAN_MACADDR, address(words.next()));
        }
    }

    private static byte[] address(String word) throws IpException {
        byte[] address = LinkLayer.parse(word);
        if (address.length != ADDRESS) {
            throw IpException.failure("\"" + word + "\" is invalid lladdr.");
        }
        return address;
    }

    @Override
    void print(IpContext context, Attributes data) throws IOException {
        IpOutput out = context.out();
        OptionalInt mode = data.int32(IfKinds.IFLA_MACVLAN_MODE);
        if (mode.isEmpty()) {
            return;
        }
        out.string("mode", "mode ", modeName(mode.getAsInt()), " ");
        int flags = data.int16(IfKinds.IFLA_MACVLAN_FLAGS).orElse(0);
        if ((flags & IfKinds.MACVLAN_FLAG_NOPROMISC) != 0) {
            out.bool("nopromisc", "nopromisc ", true);
        }
        if ((flags & IfKinds.MACVLAN_FLAG_NODST) != 0) {
            out.bool("nodst", "nodst ", true);
        }
        number(out, data, IfKinds.IFLA_MACVLAN_BC_QUEUE_LEN, "bcqueuelen");
        number(out, data, IfKinds.IFLA_MACVLAN_BC_QUEUE_LEN_USED, "usedbcqueuelen");
        OptionalInt count = data.int32(IfKinds.IFLA_MACVLAN_MACADDR_COUNT);
        if (mode.getAsInt() == IfKinds.MACVLAN_MODE_SOURCE && count.isPresent()) {
            out.number("macaddr_count", "remotes (", count.getAsInt(), ") ");
            printAddresses(out, data);
        }
    }

    private static void number(IpOutput out, Attributes data, int attribute, String name) throws IOException {
        OptionalInt value = data.int32(attribute);
        if (value.isPresent()) {
            out.unsigned(name, name + " ", Integer.toUnsignedLong(value.getAsInt()), " ");
        }
    }

    private static void printAddresses(IpOutput out, Attributes data) throws IOException {
        Optional<Attributes> addresses = data.nested(IfKinds.IFLA_MACVLAN_MACADDR_DATA);
        if (addresses.isEmpty()) {
            return;
        }
        out.openArray("macaddr_data", "");
        for (Attribute attribute : addresses.get().all()) {
            if (attribute.type() == IfKinds.IFLA_MACVLAN_MACADDR) {
                byte[] address = new byte[attribute.value().remaining()];
                attribute.value().get(0, address);
                out.string(null, "", LinkLayer.hex(address, ":"), " ");
            }
        }
        out.closeArray("");
    }

    @Override
    String usage() {
        return "Usage: ip link ... type " + name()
                + " [ mode { private | vepa | bridge | passthru | source } ]\n"
                + "       [ flag { null | nopromisc | nodst } ] [ bcqueuelen NUMBER ]\n"
                + "       [ macaddr { add ADDRESS | del ADDRESS | set [ ADDRESS ]... | flush } ]";
    }
}
