package dev.alcove.net.nftables;

import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.Netlink;
import dev.alcove.linux.raw.Nftables;
import java.util.OptionalInt;

/** Expressions as netlink attributes. */
final class ExpressionWriter {
    private final Batch batch;

    ExpressionWriter(Batch batch) {
        this.batch = batch;
    }

    /** An element of the list of a rule's expressions. */
    void write(Expression expression) {
        batch.nest(Nftables.NFTA_LIST_ELEM).string(Nftables.NFTA_EXPR_NAME, name(expression));
        if (expression instanceof Expression.Other other) {
            batch.attribute(
                    Nftables.NFTA_EXPR_DATA | Netlink.NLA_F_NESTED,
                    other.attributes().bytes());
        } else {
            batch.nest(Nftables.NFTA_EXPR_DATA);
            attributes(expression);
            batch.endNest();
        }
        batch.endNest();
    }

    private static String name(Expression expression) {
        return switch (expression) {
            case Expression.Meta _ -> "meta";
            case Expression.Payload _ -> "payload";
            case Expression.Conntrack _ -> "ct";
            case Expression.Fib _ -> "fib";
            case Expression.Compare _ -> "cmp";
            case Expression.Bitwise _ -> "bitwise";
            case Expression.Range _ -> "range";
            case Expression.Immediate _, Expression.Verdict _ -> "immediate";
            case Expression.Lookup _ -> "lookup";
            case Expression.Masquerade _ -> "masq";
            case Expression.Nat _ -> "nat";
            case Expression.Counter _ -> "counter";
            case Expression.Other other -> other.name();
        };
    }

    private void attributes(Expression expression) {
        switch (expression) {
            case Expression.Meta(int key, int register) ->
                number(Nftables.NFTA_META_KEY, key).number(Nftables.NFTA_META_DREG, register);
            case Expression.Payload(int base, int offset, int length, int register) ->
                number(Nftables.NFTA_PAYLOAD_DREG, register)
                        .number(Nftables.NFTA_PAYLOAD_BASE, base)
                        .number(Nftables.NFTA_PAYLOAD_OFFSET, offset)
                        .number(Nftables.NFTA_PAYLOAD_LEN, length);
            case Expression.Conntrack(int key, int register) ->
                number(Nftables.NFTA_CT_KEY, key).number(Nftables.NFTA_CT_DREG, register);
            case Expression.Fib(int result, int flags, int register) ->
                number(Nftables.NFTA_FIB_DREG, register)
                        .number(Nftables.NFTA_FIB_RESULT, result)
                        .number(Nftables.NFTA_FIB_FLAGS, flags);
            case Expression.Compare(int register, Expression.Operator operator, Data value) ->
                number(Nftables.NFTA_CMP_SREG, register)
                        .number(Nftables.NFTA_CMP_OP, operator.number())
                        .value(Nftables.NFTA_CMP_DATA, value);
            case Expression.Bitwise(int source, int register, Data mask, Data xor) ->
                number(Nftables.NFTA_BITWISE_SREG, source)
                        .number(Nftables.NFTA_BITWISE_DREG, register)
                        .number(Nftables.NFTA_BITWISE_LEN, mask.length())
                        .value(Nftables.NFTA_BITWISE_MASK, mask)
                        .value(Nftables.NFTA_BITWISE_XOR, xor);
            case Expression.Range(int register, boolean inverted, Data from, Data to) ->
                number(Nftables.NFTA_RANGE_SREG, register)
                        .number(Nftables.NFTA_RANGE_OP, inverted ? Nftables.NFT_RANGE_NEQ : Nftables.NFT_RANGE_EQ)
                        .value(Nftables.NFTA_RANGE_FROM_DATA, from)
                        .value(Nftables.NFTA_RANGE_TO_DATA, to);
            case Expression.Immediate(int register, Data value) ->
                number(Nftables.NFTA_IMMEDIATE_DREG, register).value(Nftables.NFTA_IMMEDIATE_DATA, value);
            case Expression.Verdict verdict -> verdict(verdict);
            case Expression.Lookup(String set, int register, OptionalInt destination, boolean inverted) -> {
                batch.string(Nftables.NFTA_LOOKUP_SET, set);
                number(Nftables.NFTA_LOOKUP_SREG, register).numberIf(Nftables.NFTA_LOOKUP_DREG, destination);
                number(Nftables.NFTA_LOOKUP_FLAGS, inverted ? Nftables.NFT_LOOKUP_F_INV : 0);
            }
            case Expression.Masquerade(int flags) -> {
                if (flags != 0) {
                    number(Nftables.NFTA_MASQ_FLAGS, flags);
                }
            }
            case Expression.Nat nat -> nat(nat);
            case Expression.Counter(long packets, long bytes) ->
                batch.bigEndian64(Nftables.NFTA_COUNTER_BYTES, bytes)
                        .bigEndian64(Nftables.NFTA_COUNTER_PACKETS, packets);
            case Expression.Other _ -> throw new IllegalArgumentException("has no attributes of its own");
        }
    }

    private void verdict(Expression.Verdict verdict) {
        number(Nftables.NFTA_IMMEDIATE_DREG, Nftables.NFT_REG_VERDICT);
        batch.nest(Nftables.NFTA_IMMEDIATE_DATA).nest(Nftables.NFTA_DATA_VERDICT);
        number(Nftables.NFTA_VERDICT_CODE, verdict.code());
        if (verdict.chain().isPresent()) {
            batch.string(Nftables.NFTA_VERDICT_CHAIN, verdict.chain().get());
        }
        batch.endNest().endNest();
    }

    private void nat(Expression.Nat nat) {
        number(Nftables.NFTA_NAT_TYPE, nat.destination() ? Nftables.NFT_NAT_DNAT : Nftables.NFT_NAT_SNAT)
                .number(Nftables.NFTA_NAT_FAMILY, nat.family().number())
                .numberIf(Nftables.NFTA_NAT_REG_ADDR_MIN, nat.address())
                .numberIf(Nftables.NFTA_NAT_REG_PROTO_MIN, nat.port());
        if (nat.flags() != 0) {
            number(Nftables.NFTA_NAT_FLAGS, nat.flags());
        }
    }

    private ExpressionWriter number(int type, int value) {
        batch.bigEndian32(type, value);
        return this;
    }

    private ExpressionWriter numberIf(int type, OptionalInt value) {
        return value.isPresent() ? number(type, value.getAsInt()) : this;
    }

    private ExpressionWriter value(int type, Data data) {
        batch.nest(type).attribute(Nftables.NFTA_DATA_VALUE, data.bytes()).endNest();
        return this;
    }
}
