package dev.alcove.net;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.raw.IfAddr;
import dev.alcove.linux.raw.RtRoute;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * An IP address of a link: as the kernel tells of it, or as it is to be.
 *
 * @param link the link
 * @param prefix the address, with the length of its network's prefix or, where there is a peer, of the peer's
 * @param peer the other end, of a link that has only one
 * @param broadcast of IPv4, the address that stands for all of the network
 * @param scope where it is valid: {@link Route#SCOPE_UNIVERSE}, LINK, HOST, or another number, to 255. For IPv6 the kernel finds it out itself
 * @param label of IPv4, the name of the link, or that with a colon and more behind it
 * @param flags what else is said of it. Of those that may be asked for only NODAD, OPTIMISTIC, HOMEADDRESS, MANAGETEMPADDR, NOPREFIXROUTE
 *     and MCAUTOJOIN are sent
 * @param valid how long it exists, from now, in whole seconds; empty: for ever
 * @param preferred how long it is used for what begins, in whole seconds; empty: for ever
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-address.8.html">ip-address(8)</a>
 */
public record Address(
        LinkRef link,
        InetPrefix prefix,
        Optional<InetAddress> peer,
        Optional<InetAddress> broadcast,
        int scope,
        Optional<String> label,
        Set<AddressFlag> flags,
        Optional<Duration> valid,
        Optional<Duration> preferred) {
    private static final int FOREVER = -1;
    private static final long MAX_SECONDS = 0xfffffffeL;

    /** @throws IllegalArgumentException if the parts do not go together */
    public Address {
        flags = Set.copyOf(flags);
        Values.require("scope", scope, 0, RtRoute.RT_SCOPE_NOWHERE);
        requireFamily(prefix, peer, "peer");
        requireFamily(prefix, broadcast, "broadcast address");
        if (broadcast.isPresent() && !prefix.isIpv4()) {
            throw new IllegalArgumentException(prefix + ": IPv6 has no broadcast addresses");
        }
        requireSeconds("valid lifetime", valid);
        requireSeconds("preferred lifetime", preferred);
        if (valid.isPresent() && preferred.isPresent() && preferred.get().compareTo(valid.get()) > 0) {
            throw new IllegalArgumentException(prefix + ": the preferred lifetime is longer than the valid one");
        }
        if (valid.isPresent() && valid.get().toSeconds() == 0) {
            throw new IllegalArgumentException(prefix + ": the valid lifetime is 0 s");
        }
    }

    private static void requireFamily(InetPrefix prefix, Optional<InetAddress> other, String what) {
        if (other.isPresent()
                && other.get().getAddress().length != prefix.address().getAddress().length) {
            throw new IllegalArgumentException(
                    prefix + ": its " + what + " " + InetText.of(other.get()) + " is of another family");
        }
    }

    private static void requireSeconds(String what, Optional<Duration> time) {
        if (time.isPresent() && (time.get().isNegative() || time.get().toSeconds() > MAX_SECONDS)) {
            throw new IllegalArgumentException(
                    what + " " + time.get() + ": 0 to " + MAX_SECONDS + " seconds are allowed");
        }
    }

    /** An address for ever, without a broadcast address; of a loopback address, valid on the host alone. */
    public static Address of(LinkRef link, InetPrefix prefix) {
        return new Address(
                link,
                prefix,
                Optional.empty(),
                Optional.empty(),
                prefix.address().isLoopbackAddress() ? RtRoute.RT_SCOPE_HOST : RtRoute.RT_SCOPE_UNIVERSE,
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same from text: {@code Address.of("eth0", "10.0.0.1/24")}. */
    public static Address of(String link, String prefix) {
        return of(LinkRef.of(link), InetPrefix.parse(prefix));
    }

    /** The same with a peer. */
    public Address withPeer(InetAddress other) {
        return new Address(link, prefix, Optional.of(other), broadcast, scope, label, flags, valid, preferred);
    }

    /** The same with a broadcast address, say {@link InetPrefix#broadcast}. */
    public Address withBroadcast(InetAddress all) {
        return new Address(link, prefix, peer, Optional.of(all), scope, label, flags, valid, preferred);
    }

    /** The same with another scope. */
    public Address withScope(int number) {
        return new Address(link, prefix, peer, broadcast, number, label, flags, valid, preferred);
    }

    /** The same with a further flag: {@link AddressFlag#NODAD}, say, so that it can be used at once. */
    public Address with(AddressFlag flag) {
        Set<AddressFlag> more = EnumSet.of(flag);
        more.addAll(flags);
        return new Address(link, prefix, peer, broadcast, scope, label, more, valid, preferred);
    }

    /** The same with an end. */
    public Address withLifetimes(Duration valid, Duration preferred) {
        return new Address(
                link, prefix, peer, broadcast, scope, label, flags, Optional.of(valid), Optional.of(preferred));
    }

    // ---- Reading and writing

    static Address read(Message message) throws MalformedException {
        Attributes attributes = message.attributes(IfAddr.IfAddrMsg.SIZE);
        ByteBuffer fixed = message.payload();
        Optional<InetAddress> local = Values.address(attributes, IfAddr.IFA_LOCAL);
        Optional<InetAddress> address = Values.address(attributes, IfAddr.IFA_ADDRESS);
        InetAddress own =
                (local.isPresent() ? local : address).orElseThrow(() -> Values.malformed("an address is missing"));
        int flags =
                attributes.int32(IfAddr.IFA_FLAGS).orElse(Byte.toUnsignedInt(fixed.get(IfAddr.IfAddrMsg.IFA_FLAGS)));
        Optional<byte[]> times = attributes.bytes(IfAddr.IFA_CACHEINFO);
        try {
            return new Address(
                    LinkRef.of(fixed.getInt(IfAddr.IfAddrMsg.IFA_INDEX)),
                    Values.prefix(own, Byte.toUnsignedInt(fixed.get(IfAddr.IfAddrMsg.IFA_PREFIXLEN))),
                    address.filter(other -> !other.equals(own)),
                    Values.address(attributes, IfAddr.IFA_BROADCAST),
                    Byte.toUnsignedInt(fixed.get(IfAddr.IfAddrMsg.IFA_SCOPE)),
                    attributes.string(IfAddr.IFA_LABEL),
                    AddressFlag.of(flags),
                    seconds(times, IfAddr.CacheInfo.IFA_VALID),
                    seconds(times, IfAddr.CacheInfo.IFA_PREFERED));
        } catch (IllegalArgumentException e) {
            throw Values.malformed(e);
        }
    }

    private static Optional<Duration> seconds(Optional<byte[]> times, int offset) throws MalformedException {
        if (times.isEmpty()) {
            return Optional.empty();
        }
        if (times.get().length < IfAddr.CacheInfo.SIZE) {
            throw Values.malformed("lifetimes of " + times.get().length + " bytes");
        }
        int seconds =
                ByteBuffer.wrap(times.get()).order(ByteOrder.nativeOrder()).getInt(offset);
        return seconds == FOREVER ? Optional.empty() : Optional.of(Duration.ofSeconds(Integer.toUnsignedLong(seconds)));
    }

    void write(Batch batch, Indexes indexes) {
        batch.int8(Values.family(prefix.address()))
                .int8(prefix.length())
                .int8(0)
                .int8(scope)
                .int32(indexes.of(link))
                .attribute(IfAddr.IFA_LOCAL, prefix.address().getAddress())
                .attribute(IfAddr.IFA_ADDRESS, peer.orElse(prefix.address()).getAddress());
        Values.putAddress(batch, IfAddr.IFA_BROADCAST, broadcast);
        if (label.isPresent()) {
            batch.string(IfAddr.IFA_LABEL, label.get());
        }
        int wanted = AddressFlag.wanted(flags);
        if (wanted != 0) {
            batch.int32(IfAddr.IFA_FLAGS, wanted);
        }
        if (valid.isPresent() || preferred.isPresent()) {
            ByteBuffer times = ByteBuffer.allocate(IfAddr.CacheInfo.SIZE).order(ByteOrder.nativeOrder());
            times.putInt(IfAddr.CacheInfo.IFA_VALID, seconds(valid))
                    .putInt(IfAddr.CacheInfo.IFA_PREFERED, seconds(preferred));
            batch.attribute(IfAddr.IFA_CACHEINFO, times.array());
        }
    }

    private static int seconds(Optional<Duration> time) {
        return time.isPresent() ? (int) time.get().toSeconds() : FOREVER;
    }
}
