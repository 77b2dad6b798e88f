package dev.alcove.cli.ip;

import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.AddressCacheInfo;
import dev.alcove.linux.raw.AddressHeader;
import dev.alcove.linux.raw.AddressMessage;
import dev.alcove.linux.raw.RouteMessage;
import dev.alcove.linux.raw.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Reads the description of an address, and asks the kernel to add, change or delete it. */
final class AddressRequest {
    private static final Keywords WORDS = new Keywords(
            "peer remote",
            "broadcast* brd",
            "anycast",
            "scope",
            "dev",
            "label",
            "metric* priority* preference*",
            "valid_lft*",
            "preferred_lft*",
            "proto");

    private static final String WILDCARD_START = """
            Warning: Executing wildcard deletion to stay compatible with old scripts.
                     Explicitly specify the prefix length (""";

    private static final String WILDCARD_END = """
            ) to avoid this warning.
                     This special behaviour is likely to disappear in further releases,
                     fix your scripts!""";

    private static final long FOREVER = 0xffff_ffffL;
    private static final int LOOPBACK = 127;
    private static final int INET_BITS = 32;
    private static final int MAX_BROADCAST = 30;
    private static final long NOT_GIVEN = -1;

    private final IpContext context;
    private final IpWords words;
    private final boolean delete;
    private final Batch batch = new Batch();
    private int family;
    private int length;
    private int scope;
    private boolean isScopeGiven;
    private int flags;
    private long valid = NOT_GIVEN;
    private long preferred = NOT_GIVEN;
    private String link = "";
    private String localWord = "";
    private String broadcast = "";
    private boolean hasAnycast;
    private @Nullable InetPrefix local;
    private @Nullable InetPrefix peer;

    private AddressRequest(IpContext context, boolean delete, IpWords words) {
        this.context = context;
        this.delete = delete;
        this.words = words;
        family = context.globals().family();
    }

    /**
     * Does it.
     *
     * @param message {@code RTM_NEWADDR} or {@code RTM_DELADDR}
     * @param flags {@code NLM_F_*}
     */
    static void run(IpContext context, int message, int flags, IpWords words) throws IpException, IOException {
        AddressRequest request = new AddressRequest(context, message == AddressMessage.RTM_DELADDR, words);
        request.batch
                .begin(message, flags | RtEcho.flag(context), "cannot change an address")
                .zeros(AddressHeader.SIZE);
        while (words.more()) {
            String word = words.next();
            request.take(WORDS.find(word), word);
        }
        request.finish();
        RtEcho.exchange(context, request.batch.end(), new AddressPrinter(context, true));
    }

    private void take(String known, String word) throws IpException, IOException {
        switch (known) {
            case "peer" -> peer(words.next());
            case "broadcast" -> broadcast(words.next());
            case "anycast" -> {
                String value = words.next();
                if (hasAnycast) {
                    throw IpException.duplicate(known, value);
                }
                hasAnycast = true;
                address(AddressMessage.IFA_ANYCAST, value);
            }
            case "scope" -> {
                scope = RtNames.SCOPES.require(words.next(), "invalid scope value.");
                isScopeGiven = true;
            }
            case "dev" -> link = words.next();
            case "label" -> IpText.put(batch, AddressMessage.IFA_LABEL, words.next());
            case "metric" ->
                batch.int32(
                        AddressMessage.IFA_RT_PRIORITY, RtValues.int32(words.next(), "\"metric\" value is invalid\n"));
            case "valid_lft" -> valid = lifetime(valid, known, word);
            case "proto" ->
                batch.int8(
                        AddressMessage.IFA_PROTO,
                        RtNames.ADDRESS_PROTOCOLS.require(words.next(), "\"proto\" value is invalid\n"));
            case "preferred_lft" -> preferred = lifetime(preferred, known, word);
            default -> {
                AddressFlag flag = AddressFlag.find(word);
                if (flag == null) {
                    local(word.equals("local") ? words.next() : word, word);
                } else {
                    flag(flag);
                }
            }
        }
    }

    private void adopt(InetPrefix address) {
        if (family == Socket.AF_UNSPEC) {
            family = address.family();
        }
    }

    private void address(int attribute, String word) throws IpException {
        InetPrefix address = InetPrefix.address(word, family);
        adopt(address);
        batch.attribute(attribute, address.bytes());
    }

    private void peer(String word) throws IpException {
        if (peer != null) {
            throw IpException.duplicate("peer", word);
        }
        InetPrefix prefix = InetPrefix.prefix(word, family);
        peer = prefix;
        adopt(prefix);
        batch.attribute(AddressMessage.IFA_ADDRESS, prefix.bytes());
        length = prefix.length();
    }

    private void broadcast(String word) throws IpException {
        if (!broadcast.isEmpty()) {
            throw IpException.duplicate("broadcast", word);
        }
        broadcast = word;
        if (!word.equals("+") && !word.equals("-")) {
            address(AddressMessage.IFA_BROADCAST, word);
        }
    }

    private long lifetime(long before, String name, String word) throws IpException {
        if (before != NOT_GIVEN) {
            throw IpException.duplicate(name, word);
        }
        String value = words.next();
        return value.equals("forever") ? FOREVER : IpWords.number(value, 0, FOREVER, name + " value");
    }

    private void flag(AddressFlag flag) throws IOException {
        if (!flag.settable()) {
            context.warn("Warning: " + flag.name() + " option is not mutable from userspace");
        } else if (flag.inet6() && family != Socket.AF_INET6) {
            context.warn("Warning: " + flag.name() + " option can be set only for IPv6 addresses");
        } else {
            flags |= flag.mask();
        }
    }

    private void local(String word, String first) throws IpException {
        if (word.equals(first) && IpWords.matches(word, "help")) {
            throw AddressObject.usage();
        }
        if (local != null) {
            throw IpException.duplicateOrGarbage("local", word);
        }
        InetPrefix prefix = InetPrefix.prefix(word, family);
        local = prefix;
        localWord = word;
        adopt(prefix);
        batch.attribute(AddressMessage.IFA_LOCAL, prefix.bytes());
    }

    private void finish() throws IpException, IOException {
        if (link.isEmpty()) {
            throw IpException.failure("Not enough information: \"dev\" argument is required.");
        }
        InetPrefix own = local;
        if (peer == null && own != null) {
            writePeer(own);
        }
        if (length == 0 && own != null) {
            length = own.length();
        }
        if (!delete && (broadcast.equals("+") || broadcast.equals("-"))) {
            writeBroadcast();
        }
        boolean loopback =
                own != null && own.family() == Socket.AF_INET && own.bytes().length > 0 && own.bytes()[0] == LOOPBACK;
        if (!isScopeGiven && !delete) {
            scope = loopback ? RouteMessage.RT_SCOPE_HOST : RouteMessage.RT_SCOPE_UNIVERSE;
        }
        int index = context.requireIndex(link);
        writeLifetimes();
        if ((flags & AddressMessage.IFA_F_MCAUTOJOIN) != 0 && !isMulticast(own)) {
            throw IpException.failure("autojoin needs multicast address");
        }
        batch.int32(AddressMessage.IFA_FLAGS, flags);
        batch.replace8(AddressHeader.IFA_FAMILY, family);
        batch.replace8(AddressHeader.IFA_PREFIXLEN, length);
        batch.replace8(AddressHeader.IFA_SCOPE, scope);
        batch.replace32(AddressHeader.IFA_INDEX, index);
    }

    /** Without one, the address is its own peer; where one is deleted without a length, all are that begin like it. */
    private void writePeer(InetPrefix own) throws IOException {
        if (delete && own.family() == Socket.AF_INET && !own.lengthGiven()) {
            context.warn(WILDCARD_START + localWord + "/" + own.bytes().length * Byte.SIZE + WILDCARD_END);
        } else {
            peer = own;
            batch.attribute(AddressMessage.IFA_ADDRESS, own.bytes());
        }
    }

    private void writeBroadcast() throws IpException {
        InetPrefix prefix = peer;
        if (family != Socket.AF_INET) {
            throw IpException.failure("Broadcast can be set only for IPv4 addresses");
        }
        if (prefix == null || prefix.length() > MAX_BROADCAST) {
            return;
        }
        byte[] address = prefix.bytes().clone();
        for (int bit = prefix.length(); bit < INET_BITS; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            int at = bit / Byte.SIZE;
            address[at] = (byte) (broadcast.equals("+") ? address[at] | mask : address[at] & ~mask);
        }
        batch.attribute(AddressMessage.IFA_BROADCAST, address);
    }

    private void writeLifetimes() throws IpException {
        if (valid == NOT_GIVEN && preferred == NOT_GIVEN) {
            return;
        }
        long validFor = valid == NOT_GIVEN ? FOREVER : valid;
        long preferredFor = preferred == NOT_GIVEN ? FOREVER : preferred;
        if (validFor == 0) {
            throw IpException.failure("valid_lft is zero");
        }
        if (validFor < preferredFor) {
            throw IpException.failure("preferred_lft is greater than valid_lft");
        }
        batch.attribute(
                AddressMessage.IFA_CACHEINFO,
                ByteBuffer.allocate(AddressCacheInfo.SIZE)
                        .order(ByteOrder.nativeOrder())
                        .putInt(AddressCacheInfo.IFA_PREFERED, (int) preferredFor)
                        .putInt(AddressCacheInfo.IFA_VALID, (int) validFor)
                        .array());
    }

    private static boolean isMulticast(@Nullable InetPrefix address) {
        if (address == null || address.bytes().length == 0) {
            return false;
        }
        int first = address.bytes()[0] & 0xff;
        return address.family() == Socket.AF_INET ? first >> 4 == 0xe : first == 0xff;
    }
}
