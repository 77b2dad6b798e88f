package dev.alcove.net.nftables;

import dev.alcove.linux.raw.Nftables;
import dev.alcove.net.InterfaceName;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Rules out of conditions, in the forms that nft(8) gives them, so that it recognizes them. */
final class RuleBuilder {
    private static final int REGISTER = Nftables.NFT_REG_1;
    private static final int SECOND = Nftables.NFT_REG_2;

    static final Expression NFPROTO = new Expression.Meta(Nftables.NFT_META_NFPROTO, REGISTER);
    static final Expression L4PROTO = new Expression.Meta(Nftables.NFT_META_L4PROTO, REGISTER);
    static final Expression IIFNAME = new Expression.Meta(Nftables.NFT_META_IIFNAME, REGISTER);
    static final Expression OIFNAME = new Expression.Meta(Nftables.NFT_META_OIFNAME, REGISTER);
    static final Expression DPORT =
            new Expression.Payload(Nftables.NFT_PAYLOAD_TRANSPORT_HEADER, Short.BYTES, Short.BYTES, REGISTER);

    private static final Expression CT_STATE = new Expression.Conntrack(Nftables.NFT_CT_STATE, REGISTER);
    private static final Expression CT_STATUS = new Expression.Conntrack(Nftables.NFT_CT_STATUS, REGISTER);
    private static final Expression ADDRESS_TYPE =
            new Expression.Fib(Nftables.NFT_FIB_RESULT_ADDRTYPE, Nftables.NFTA_FIB_F_DADDR, REGISTER);

    private final Chain chain;
    private final List<Expression> expressions = new ArrayList<>();

    private RuleBuilder(Chain chain) {
        this.chain = chain;
    }

    static RuleBuilder in(Chain chain) {
        return new RuleBuilder(chain);
    }

    // ---- Conditions

    RuleBuilder ipv4(boolean ipv4) {
        return is(NFPROTO, Data.of8(ipv4 ? Nftables.NFPROTO_IPV4 : Nftables.NFPROTO_IPV6));
    }

    RuleBuilder input(InterfaceName name) {
        return is(IIFNAME, data(name));
    }

    RuleBuilder output(InterfaceName name) {
        return is(OIFNAME, data(name));
    }

    RuleBuilder outputNot(InterfaceName name) {
        return compare(OIFNAME, Expression.Operator.NEQ, data(name));
    }

    RuleBuilder protocol(PublishedPort.Protocol protocol) {
        return is(L4PROTO, Data.of8(protocol.number()));
    }

    RuleBuilder destinationPorts(int first, int last) {
        if (first == last) {
            return is(DPORT, Data.bigEndian16(first));
        }
        compare(DPORT, Expression.Operator.GTE, Data.bigEndian16(first));
        expressions.add(new Expression.Compare(REGISTER, Expression.Operator.LTE, Data.bigEndian16(last)));
        return this;
    }

    RuleBuilder source(Subnet subnet) {
        return address(subnet, sourceOffset(subnet.isIpv4()), Expression.Operator.EQ);
    }

    RuleBuilder destination(Subnet subnet) {
        return address(subnet, destinationOffset(subnet.isIpv4()), Expression.Operator.EQ);
    }

    RuleBuilder destinationNot(Subnet subnet) {
        return address(subnet, destinationOffset(subnet.isIpv4()), Expression.Operator.NEQ);
    }

    /** The destination is an address of the host's. */
    RuleBuilder destinationIsLocal() {
        return is(ADDRESS_TYPE, Data.native32(Nftables.RTN_LOCAL));
    }

    RuleBuilder state(int bits) {
        return any(CT_STATE, bits);
    }

    RuleBuilder status(int bits) {
        return any(CT_STATUS, bits);
    }

    private RuleBuilder address(Subnet subnet, int offset, Expression.Operator operator) {
        ipv4(subnet.isIpv4());
        byte[] network = subnet.network().getAddress();
        boolean wholeBytes = subnet.length() % Byte.SIZE == 0;
        int length = wholeBytes ? subnet.length() / Byte.SIZE : network.length;
        expressions.add(payload(offset, length));
        if (!wholeBytes) {
            expressions.add(new Expression.Bitwise(REGISTER, REGISTER, subnet.mask(), Data.zeros(length)));
        }
        Data value = Data.of(network).padded(length);
        expressions.add(new Expression.Compare(REGISTER, operator, value));
        return this;
    }

    private RuleBuilder any(Expression source, int bits) {
        expressions.add(source);
        expressions.add(new Expression.Bitwise(REGISTER, REGISTER, Data.native32(bits), Data.zeros(Integer.BYTES)));
        expressions.add(new Expression.Compare(REGISTER, Expression.Operator.NEQ, Data.zeros(Integer.BYTES)));
        return this;
    }

    private RuleBuilder is(Expression source, Data value) {
        return compare(source, Expression.Operator.EQ, value);
    }

    private RuleBuilder compare(Expression source, Expression.Operator operator, Data value) {
        expressions.add(source);
        expressions.add(new Expression.Compare(REGISTER, operator, value));
        return this;
    }

    // ---- What is done

    Rule verdict(Expression.Verdict verdict) {
        expressions.add(verdict);
        return Rule.of(chain, expressions);
    }

    Rule accept() {
        return verdict(Expression.Verdict.ACCEPT);
    }

    Rule drop() {
        return verdict(Expression.Verdict.DROP);
    }

    Rule masquerade() {
        expressions.add(new Expression.Masquerade(0));
        return Rule.of(chain, expressions);
    }

    /** To this address, and the same port. */
    Rule dnat(InetAddress address) {
        load(address);
        return dnat(address, OptionalInt.empty());
    }

    /** To this address and port. */
    Rule dnat(InetAddress address, int port) {
        load(address);
        expressions.add(new Expression.Immediate(SECOND, Data.bigEndian16(port)));
        return dnat(address, OptionalInt.of(SECOND));
    }

    /** To this address, and the port that a map has for the one asked for. */
    Rule dnat(InetAddress address, PortMap ports) {
        load(address);
        expressions.add(
                new Expression.Payload(Nftables.NFT_PAYLOAD_TRANSPORT_HEADER, Short.BYTES, Short.BYTES, SECOND));
        expressions.add(new Expression.Lookup(ports.name(), SECOND, OptionalInt.of(SECOND), false));
        return dnat(address, OptionalInt.of(SECOND));
    }

    private void load(InetAddress address) {
        expressions.add(new Expression.Immediate(REGISTER, Data.of(address.getAddress())));
    }

    private Rule dnat(InetAddress address, OptionalInt port) {
        Family family = address instanceof Inet4Address ? Family.IP : Family.IP6;
        expressions.add(new Expression.Nat(true, family, OptionalInt.of(REGISTER), port, 0));
        return Rule.of(chain, expressions);
    }

    // ---- Forms

    /** The value that an interface's name is compared with: all 16 bytes, so that no longer one is meant. */
    static Data data(InterfaceName name) {
        return Data.of(name.value().getBytes(StandardCharsets.UTF_8)).padded(Nftables.NFT_REG_SIZE);
    }

    /** The name in such a value; empty if none can be. */
    static Optional<InterfaceName> interfaceName(Data data) {
        String text = new String(data.bytes(), StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        try {
            InterfaceName name = new InterfaceName(end < 0 ? text : text.substring(0, end));
            return data(name).equals(data) ? Optional.of(name) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Expression.Payload payload(int offset, int length) {
        return new Expression.Payload(Nftables.NFT_PAYLOAD_NETWORK_HEADER, offset, length, REGISTER);
    }

    /** Where the source is in the header of IP. */
    static int sourceOffset(boolean ipv4) {
        return ipv4 ? 12 : 8;
    }

    static int destinationOffset(boolean ipv4) {
        return ipv4 ? 16 : 24;
    }
}
