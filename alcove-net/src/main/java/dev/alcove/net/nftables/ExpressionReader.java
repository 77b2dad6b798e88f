package dev.alcove.net.nftables;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.raw.Nftables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Expressions out of netlink attributes. */
final class ExpressionReader {
    private static final Expression.Operator[] OPERATORS = Expression.Operator.values();

    /** How an expression is read whose attributes are all among those that are known. */
    private record Form(Set<Integer> known, Read read) {}

    private interface Read {
        /** Null if it says what only {@link Expression.Other} can keep. */
        @Nullable Expression from(Fields fields) throws MalformedException;
    }

    // spotless:off
    private static final Map<String, Form> FORMS = Map.ofEntries(
            form("meta", ExpressionReader::meta, Nftables.NFTA_META_KEY, Nftables.NFTA_META_DREG),
            form("payload", ExpressionReader::payload, Nftables.NFTA_PAYLOAD_DREG, Nftables.NFTA_PAYLOAD_BASE,
                    Nftables.NFTA_PAYLOAD_OFFSET, Nftables.NFTA_PAYLOAD_LEN),
            form("ct", ExpressionReader::conntrack, Nftables.NFTA_CT_KEY, Nftables.NFTA_CT_DREG),
            form("fib", ExpressionReader::fib, Nftables.NFTA_FIB_DREG, Nftables.NFTA_FIB_RESULT, Nftables.NFTA_FIB_FLAGS),
            form("cmp", ExpressionReader::compare, Nftables.NFTA_CMP_SREG, Nftables.NFTA_CMP_OP, Nftables.NFTA_CMP_DATA),
            form("bitwise", ExpressionReader::bitwise, Nftables.NFTA_BITWISE_SREG, Nftables.NFTA_BITWISE_DREG,
                    Nftables.NFTA_BITWISE_LEN, Nftables.NFTA_BITWISE_MASK, Nftables.NFTA_BITWISE_XOR,
                    Nftables.NFTA_BITWISE_OP),
            form("range", ExpressionReader::range, Nftables.NFTA_RANGE_SREG, Nftables.NFTA_RANGE_OP,
                    Nftables.NFTA_RANGE_FROM_DATA, Nftables.NFTA_RANGE_TO_DATA),
            form("immediate", ExpressionReader::immediate, Nftables.NFTA_IMMEDIATE_DREG, Nftables.NFTA_IMMEDIATE_DATA),
            form("lookup", ExpressionReader::lookup, Nftables.NFTA_LOOKUP_SET, Nftables.NFTA_LOOKUP_SREG,
                    Nftables.NFTA_LOOKUP_DREG, Nftables.NFTA_LOOKUP_FLAGS),
            form("masq", ExpressionReader::masquerade, Nftables.NFTA_MASQ_FLAGS),
            form("nat", ExpressionReader::nat, Nftables.NFTA_NAT_TYPE, Nftables.NFTA_NAT_FAMILY,
                    Nftables.NFTA_NAT_REG_ADDR_MIN, Nftables.NFTA_NAT_REG_ADDR_MAX, Nftables.NFTA_NAT_REG_PROTO_MIN,
                    Nftables.NFTA_NAT_REG_PROTO_MAX, Nftables.NFTA_NAT_FLAGS),
            form("counter", ExpressionReader::counter, Nftables.NFTA_COUNTER_BYTES, Nftables.NFTA_COUNTER_PACKETS));
    // spotless:on

    private ExpressionReader() {}

    private static Map.Entry<String, Form> form(String name, Read read, Integer... known) {
        return Map.entry(name, new Form(Set.of(known), read));
    }

    /** The expressions of a rule. */
    static List<Expression> list(Attributes elements) throws MalformedException {
        List<Expression> expressions = new ArrayList<>();
        for (Attributes.Attribute element : elements.all()) {
            expressions.add(read(element.nested()));
        }
        return expressions;
    }

    private static Expression read(Attributes element) throws MalformedException {
        String name = element.string(Nftables.NFTA_EXPR_NAME)
                .orElseThrow(() -> new MalformedException("nf_tables rule", 1, "an expression without a name"));
        byte[] data = element.bytes(Nftables.NFTA_EXPR_DATA).orElse(new byte[0]);
        Form form = FORMS.get(name);
        if (form != null) {
            Optional<Attributes> nested = element.nested(Nftables.NFTA_EXPR_DATA);
            if (nested.isPresent() && isKnown(nested.get(), form.known)) {
                Expression known = form.read.from(new Fields(name, nested.get()));
                if (known != null) {
                    return known;
                }
            }
        }
        return new Expression.Other(name, Data.of(data));
    }

    private static boolean isKnown(Attributes attributes, Set<Integer> known) {
        for (Attributes.Attribute attribute : attributes.all()) {
            if (!known.contains(attribute.type())) {
                return false;
            }
        }
        return true;
    }

    private static Expression meta(Fields fields) throws MalformedException {
        return new Expression.Meta(fields.number(Nftables.NFTA_META_KEY), fields.number(Nftables.NFTA_META_DREG));
    }

    private static Expression payload(Fields fields) throws MalformedException {
        return new Expression.Payload(
                fields.number(Nftables.NFTA_PAYLOAD_BASE),
                fields.number(Nftables.NFTA_PAYLOAD_OFFSET),
                fields.number(Nftables.NFTA_PAYLOAD_LEN),
                fields.number(Nftables.NFTA_PAYLOAD_DREG));
    }

    private static Expression conntrack(Fields fields) throws MalformedException {
        return new Expression.Conntrack(fields.number(Nftables.NFTA_CT_KEY), fields.number(Nftables.NFTA_CT_DREG));
    }

    private static Expression fib(Fields fields) throws MalformedException {
        return new Expression.Fib(
                fields.number(Nftables.NFTA_FIB_RESULT),
                fields.number(Nftables.NFTA_FIB_FLAGS),
                fields.number(Nftables.NFTA_FIB_DREG));
    }

    private static @Nullable Expression compare(Fields fields) throws MalformedException {
        int number = fields.number(Nftables.NFTA_CMP_OP);
        for (Expression.Operator operator : OPERATORS) {
            if (operator.number() == number) {
                return new Expression.Compare(
                        fields.number(Nftables.NFTA_CMP_SREG), operator, fields.value(Nftables.NFTA_CMP_DATA));
            }
        }
        return null;
    }

    private static @Nullable Expression bitwise(Fields fields) throws MalformedException {
        if (fields.number(Nftables.NFTA_BITWISE_OP, Nftables.NFT_BITWISE_MASK_XOR) != Nftables.NFT_BITWISE_MASK_XOR) {
            return null;
        }
        return new Expression.Bitwise(
                fields.number(Nftables.NFTA_BITWISE_SREG),
                fields.number(Nftables.NFTA_BITWISE_DREG),
                fields.value(Nftables.NFTA_BITWISE_MASK),
                fields.value(Nftables.NFTA_BITWISE_XOR));
    }

    private static Expression range(Fields fields) throws MalformedException {
        return new Expression.Range(
                fields.number(Nftables.NFTA_RANGE_SREG),
                fields.number(Nftables.NFTA_RANGE_OP) == Nftables.NFT_RANGE_NEQ,
                fields.value(Nftables.NFTA_RANGE_FROM_DATA),
                fields.value(Nftables.NFTA_RANGE_TO_DATA));
    }

    private static Expression immediate(Fields fields) throws MalformedException {
        int register = fields.number(Nftables.NFTA_IMMEDIATE_DREG);
        if (register != Nftables.NFT_REG_VERDICT) {
            return new Expression.Immediate(register, fields.value(Nftables.NFTA_IMMEDIATE_DATA));
        }
        Fields verdict = fields.nested(Nftables.NFTA_IMMEDIATE_DATA).nested(Nftables.NFTA_DATA_VERDICT);
        return new Expression.Verdict(
                verdict.number(Nftables.NFTA_VERDICT_CODE), verdict.attributes().string(Nftables.NFTA_VERDICT_CHAIN));
    }

    private static Expression lookup(Fields fields) throws MalformedException {
        return new Expression.Lookup(
                fields.text(Nftables.NFTA_LOOKUP_SET),
                fields.number(Nftables.NFTA_LOOKUP_SREG),
                fields.attributes().bigEndian32(Nftables.NFTA_LOOKUP_DREG),
                (fields.number(Nftables.NFTA_LOOKUP_FLAGS, 0) & Nftables.NFT_LOOKUP_F_INV) != 0);
    }

    private static Expression masquerade(Fields fields) throws MalformedException {
        return new Expression.Masquerade(fields.number(Nftables.NFTA_MASQ_FLAGS, 0));
    }

    /** The kernel adds the ends of ranges, which are the beginnings unless somebody gave a range. */
    private static @Nullable Expression nat(Fields fields) throws MalformedException {
        OptionalInt address = fields.attributes().bigEndian32(Nftables.NFTA_NAT_REG_ADDR_MIN);
        OptionalInt port = fields.attributes().bigEndian32(Nftables.NFTA_NAT_REG_PROTO_MIN);
        OptionalInt lastAddress = fields.attributes().bigEndian32(Nftables.NFTA_NAT_REG_ADDR_MAX);
        OptionalInt lastPort = fields.attributes().bigEndian32(Nftables.NFTA_NAT_REG_PROTO_MAX);
        if ((lastAddress.isPresent() && !lastAddress.equals(address))
                || (lastPort.isPresent() && !lastPort.equals(port))) {
            return null;
        }
        int implied = Nftables.NF_NAT_RANGE_MAP_IPS | Nftables.NF_NAT_RANGE_PROTO_SPECIFIED;
        return new Expression.Nat(
                fields.number(Nftables.NFTA_NAT_TYPE) == Nftables.NFT_NAT_DNAT,
                Family.of(fields.number(Nftables.NFTA_NAT_FAMILY)),
                address,
                port,
                fields.number(Nftables.NFTA_NAT_FLAGS, 0) & ~implied);
    }

    private static Expression counter(Fields fields) throws MalformedException {
        return new Expression.Counter(
                fields.attributes().bigEndian64(Nftables.NFTA_COUNTER_PACKETS).orElse(0),
                fields.attributes().bigEndian64(Nftables.NFTA_COUNTER_BYTES).orElse(0));
    }
}
