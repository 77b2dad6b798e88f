package dev.alcove.net;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.raw.FibRules;
import dev.alcove.linux.raw.Socket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Rules as messages: {@code RTM_NEWRULE}. */
final class RuleMessages {
    /** {@code struct fib_rule_port_range}: two numbers of 16 bits. */
    private static final int PORTS_SIZE = 4;

    /** The kernel's "no such limit". */
    private static final int NO_PREFIX_LENGTH = -1;

    private RuleMessages() {}

    // ---- Reading

    static Rule read(Message message) throws MalformedException {
        Attributes attributes = message.attributes(FibRules.RuleMsg.SIZE);
        ByteBuffer fixed = message.payload();
        RuleAction action = RuleAction.of(unsigned(fixed, FibRules.RuleMsg.ACTION))
                .orElseThrow(() -> Values.malformed("no action of a rule"));
        OptionalInt suppress = attributes.int32(FibRules.FRA_SUPPRESS_PREFIXLEN);
        try {
            return new Rule(
                    unsigned(fixed, FibRules.RuleMsg.FAMILY) == Socket.AF_INET,
                    Values.unsigned32(attributes, FibRules.FRA_PRIORITY),
                    prefix(attributes, FibRules.FRA_SRC, unsigned(fixed, FibRules.RuleMsg.SRC_LEN)),
                    prefix(attributes, FibRules.FRA_DST, unsigned(fixed, FibRules.RuleMsg.DST_LEN)),
                    (fixed.getInt(FibRules.RuleMsg.FLAGS) & FibRules.FIB_RULE_INVERT) != 0,
                    attributes.string(FibRules.FRA_IIFNAME),
                    attributes.string(FibRules.FRA_OIFNAME),
                    Values.unsigned32(attributes, FibRules.FRA_FWMARK),
                    Values.unsigned32(attributes, FibRules.FRA_FWMASK),
                    unsigned(fixed, FibRules.RuleMsg.TOS),
                    attributes.int8(FibRules.FRA_IP_PROTO),
                    ports(attributes, FibRules.FRA_SPORT_RANGE),
                    ports(attributes, FibRules.FRA_DPORT_RANGE),
                    action,
                    Values.unsigned32(attributes, FibRules.FRA_TABLE).orElse(unsigned(fixed, FibRules.RuleMsg.TABLE)),
                    Values.unsigned32(attributes, FibRules.FRA_GOTO),
                    suppress.orElse(NO_PREFIX_LENGTH) == NO_PREFIX_LENGTH ? OptionalInt.empty() : suppress,
                    attributes.int8(FibRules.FRA_PROTOCOL).orElse(0));
        } catch (IllegalArgumentException e) {
            throw Values.malformed(e);
        }
    }

    private static int unsigned(ByteBuffer fixed, int offset) {
        return Byte.toUnsignedInt(fixed.get(offset));
    }

    private static Optional<InetPrefix> prefix(Attributes attributes, int type, int length) throws MalformedException {
        Optional<InetAddress> address = Values.address(attributes, type);
        return address.isPresent() ? Optional.of(Values.prefix(address.get(), length)) : Optional.empty();
    }

    private static Optional<PortRange> ports(Attributes attributes, int type) throws MalformedException {
        Optional<byte[]> bytes = attributes.bytes(type);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        if (bytes.get().length != PORTS_SIZE) {
            throw Values.malformed("a range of ports of " + bytes.get().length + " bytes");
        }
        ByteBuffer range = ByteBuffer.wrap(bytes.get()).order(ByteOrder.nativeOrder());
        return Optional.of(
                new PortRange(Short.toUnsignedInt(range.getShort(0)), Short.toUnsignedInt(range.getShort(2))));
    }

    // ---- Writing

    static void write(Rule rule, Batch batch) {
        boolean small = rule.table() <= 0xff;
        batch.int8(rule.isIpv4() ? Socket.AF_INET : Socket.AF_INET6)
                .int8(rule.to().map(InetPrefix::length).orElse(0))
                .int8(rule.from().map(InetPrefix::length).orElse(0))
                .int8(rule.tos())
                .int8(small ? (int) rule.table() : 0)
                .int8(0)
                .int8(0)
                .int8(rule.action().number())
                .int32(rule.inverted() ? FibRules.FIB_RULE_INVERT : 0);
        put(batch, FibRules.FRA_PRIORITY, rule.priority());
        Values.putAddress(batch, FibRules.FRA_SRC, rule.from().map(InetPrefix::address));
        Values.putAddress(batch, FibRules.FRA_DST, rule.to().map(InetPrefix::address));
        rule.incoming().ifPresent(name -> batch.string(FibRules.FRA_IIFNAME, name));
        rule.outgoing().ifPresent(name -> batch.string(FibRules.FRA_OIFNAME, name));
        put(batch, FibRules.FRA_FWMARK, rule.mark());
        put(batch, FibRules.FRA_FWMASK, rule.markMask());
        Values.put8(batch, FibRules.FRA_IP_PROTO, rule.ipProtocol());
        put(batch, FibRules.FRA_SPORT_RANGE, rule.sourcePort());
        put(batch, FibRules.FRA_DPORT_RANGE, rule.destinationPort());
        if (!small) {
            batch.int32(FibRules.FRA_TABLE, (int) rule.table());
        }
        put(batch, FibRules.FRA_GOTO, rule.target());
        Values.put32(batch, FibRules.FRA_SUPPRESS_PREFIXLEN, rule.suppressPrefixLength());
        batch.int8(FibRules.FRA_PROTOCOL, rule.protocol());
    }

    private static void put(Batch batch, int type, OptionalLong value) {
        if (value.isPresent()) {
            batch.int32(type, (int) value.getAsLong());
        }
    }

    private static void put(Batch batch, int type, Optional<PortRange> ports) {
        if (ports.isPresent()) {
            ByteBuffer range = ByteBuffer.allocate(PORTS_SIZE).order(ByteOrder.nativeOrder());
            range.putShort((short) ports.get().first())
                    .putShort((short) ports.get().last());
            batch.attribute(type, range.array());
        }
    }
}
