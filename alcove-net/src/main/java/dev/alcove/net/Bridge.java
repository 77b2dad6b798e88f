package dev.alcove.net;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.IfBridge;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A switch, whose ports are the links that have it as their master. Times are told and kept in hundredths of a second.
 *
 * @param forwardDelay how long a port listens, and then learns, before it forwards: 2 to 30 s with STP; the kernel's default is 15 s
 * @param helloTime between two hellos of STP: 1 to 10 s
 * @param maxAge after which what STP has heard is forgotten: 6 to 40 s
 * @param ageingTime after which an address that was learnt is forgotten; the kernel's default is 300 s
 * @param stp whether it takes part in the spanning tree protocol
 * @param priority in STP: 0 to 65535, of which the lowest becomes the root
 * @param vlanFiltering whether it heeds the VLANs of its ports
 * @param vlanDefaultPvid the VLAN of packets without a tag, on ports that are added: 1 to 4094, 0 for none
 * @param multicastSnooping whether it looks who wants which multicast packets
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-link.8.html">ip-link(8)</a>
 */
public record Bridge(
        Optional<Duration> forwardDelay,
        Optional<Duration> helloTime,
        Optional<Duration> maxAge,
        Optional<Duration> ageingTime,
        Optional<Boolean> stp,
        OptionalInt priority,
        Optional<Boolean> vlanFiltering,
        OptionalInt vlanDefaultPvid,
        Optional<Boolean> multicastSnooping)
        implements LinkKind {
    /** A bridge as the kernel makes it if nothing else is said. */
    public static final Bridge DEFAULT = new Bridge(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty());

    private static final int MAX_VLAN = 4094;

    /** @throws IllegalArgumentException if a number or a time is outside of what can be expressed */
    public Bridge {
        Values.requireTicks("forward delay", forwardDelay);
        Values.requireTicks("hello time", helloTime);
        Values.requireTicks("max age", maxAge);
        Values.requireTicks("ageing time", ageingTime);
        Values.require("bridge priority", priority, 0, 0xffff);
        Values.require("VLAN", vlanDefaultPvid, 0, MAX_VLAN);
    }

    @Override
    public String kind() {
        return "bridge";
    }

    /** The same with this forward delay, 0 for ports that forward at once, where STP is off. */
    public Bridge withForwardDelay(Duration delay) {
        return new Bridge(
                Optional.of(delay),
                helloTime,
                maxAge,
                ageingTime,
                stp,
                priority,
                vlanFiltering,
                vlanDefaultPvid,
                multicastSnooping);
    }

    /** The same with this ageing time; with 0 it forgets at once, and so floods. */
    public Bridge withAgeingTime(Duration time) {
        return new Bridge(
                forwardDelay,
                helloTime,
                maxAge,
                Optional.of(time),
                stp,
                priority,
                vlanFiltering,
                vlanDefaultPvid,
                multicastSnooping);
    }

    /** The same with or without STP. */
    public Bridge withStp(boolean on) {
        return new Bridge(
                forwardDelay,
                helloTime,
                maxAge,
                ageingTime,
                Optional.of(on),
                priority,
                vlanFiltering,
                vlanDefaultPvid,
                multicastSnooping);
    }

    /** The same with or without a look at VLANs. */
    public Bridge withVlanFiltering(boolean on) {
        return new Bridge(
                forwardDelay,
                helloTime,
                maxAge,
                ageingTime,
                stp,
                priority,
                Optional.of(on),
                vlanDefaultPvid,
                multicastSnooping);
    }

    /** The same with or without a look at who wants which multicast packets. */
    public Bridge withMulticastSnooping(boolean on) {
        return new Bridge(
                forwardDelay,
                helloTime,
                maxAge,
                ageingTime,
                stp,
                priority,
                vlanFiltering,
                vlanDefaultPvid,
                Optional.of(on));
    }

    /** The same without what {@code other} does not tell. */
    Bridge restrictedTo(Bridge other) {
        return new Bridge(
                forwardDelay.filter(x -> other.forwardDelay.isPresent()),
                helloTime.filter(x -> other.helloTime.isPresent()),
                maxAge.filter(x -> other.maxAge.isPresent()),
                ageingTime.filter(x -> other.ageingTime.isPresent()),
                stp.filter(x -> other.stp.isPresent()),
                other.priority.isPresent() ? priority : OptionalInt.empty(),
                vlanFiltering.filter(x -> other.vlanFiltering.isPresent()),
                other.vlanDefaultPvid.isPresent() ? vlanDefaultPvid : OptionalInt.empty(),
                multicastSnooping.filter(x -> other.multicastSnooping.isPresent()));
    }

    static Bridge read(Attributes data) throws MalformedException {
        return new Bridge(
                Values.ticks(data, IfBridge.IFLA_BR_FORWARD_DELAY),
                Values.ticks(data, IfBridge.IFLA_BR_HELLO_TIME),
                Values.ticks(data, IfBridge.IFLA_BR_MAX_AGE),
                Values.ticks(data, IfBridge.IFLA_BR_AGEING_TIME),
                Values.flag32(data, IfBridge.IFLA_BR_STP_STATE),
                data.int16(IfBridge.IFLA_BR_PRIORITY),
                Values.flag8(data, IfBridge.IFLA_BR_VLAN_FILTERING),
                Values.vlan(data, IfBridge.IFLA_BR_VLAN_DEFAULT_PVID),
                Values.flag8(data, IfBridge.IFLA_BR_MCAST_SNOOPING));
    }

    void write(Batch batch) {
        Values.putTicks(batch, IfBridge.IFLA_BR_FORWARD_DELAY, forwardDelay);
        Values.putTicks(batch, IfBridge.IFLA_BR_HELLO_TIME, helloTime);
        Values.putTicks(batch, IfBridge.IFLA_BR_MAX_AGE, maxAge);
        Values.putTicks(batch, IfBridge.IFLA_BR_AGEING_TIME, ageingTime);
        Values.putFlag32(batch, IfBridge.IFLA_BR_STP_STATE, stp);
        Values.put16(batch, IfBridge.IFLA_BR_PRIORITY, priority);
        Values.putFlag8(batch, IfBridge.IFLA_BR_VLAN_FILTERING, vlanFiltering);
        Values.put16(batch, IfBridge.IFLA_BR_VLAN_DEFAULT_PVID, vlanDefaultPvid);
        Values.putFlag8(batch, IfBridge.IFLA_BR_MCAST_SNOOPING, multicastSnooping);
    }
}
