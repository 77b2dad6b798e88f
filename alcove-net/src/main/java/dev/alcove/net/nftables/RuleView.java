package dev.alcove.net.nftables;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rule as conditions and what is done: the way back from what {@link RuleBuilder} makes. What it did not make is looked at as
 * far as it is understood.
 */
final class RuleView {
    /**
     * Something that is compared with a value.
     *
     * @param source the expression that loads it
     * @param mask null where all of it counts
     */
    private record Condition(Expression source, @Nullable Data mask, Expression.Operator operator, Data value) {}

    private final List<Condition> conditions = new ArrayList<>();
    private final Map<Integer, Expression> loads = new HashMap<>();
    private final Map<Integer, Data> masks = new HashMap<>();
    private final Map<Integer, Data> values = new HashMap<>();
    private final Map<Integer, String> lookups = new HashMap<>();
    private @Nullable Expression action;

    RuleView(Rule rule) {
        for (Expression expression : rule.expressions()) {
            add(expression);
        }
    }

    private void add(Expression expression) {
        switch (expression) {
            case Expression.Meta meta -> load(meta.register(), meta);
            case Expression.Payload payload -> load(payload.register(), payload);
            case Expression.Conntrack conntrack -> load(conntrack.register(), conntrack);
            case Expression.Fib fib -> load(fib.register(), fib);
            case Expression.Bitwise bitwise -> masks.put(bitwise.register(), bitwise.mask());
            case Expression.Compare compare -> {
                Expression source = loads.get(compare.register());
                if (source != null) {
                    conditions.add(
                            new Condition(source, masks.get(compare.register()), compare.operator(), compare.value()));
                }
            }
            case Expression.Immediate immediate -> values.put(immediate.register(), immediate.value());
            case Expression.Lookup lookup -> lookups.put(lookup.destination().orElse(0), lookup.set());
            case Expression.Verdict _, Expression.Masquerade _, Expression.Nat _ -> action = expression;
            case Expression.Range _, Expression.Counter _, Expression.Other _ -> {}
        }
    }

    private void load(int register, Expression source) {
        loads.put(register, source);
        masks.remove(register);
    }

    /** What the rule does in the end: a verdict, masquerading, NAT; null if it does nothing of these. */
    @Nullable Expression action() {
        return action;
    }

    /** The value that something is compared with. */
    Optional<Data> value(Expression source, Expression.Operator operator) {
        for (Condition condition : conditions) {
            if (condition.mask == null && condition.operator == operator && condition.source.equals(source)) {
                return Optional.of(condition.value);
            }
        }
        return Optional.empty();
    }

    /** The value that something has to have. */
    Optional<Data> value(Expression source) {
        return value(source, Expression.Operator.EQ);
    }

    /** The subnet that an address has to be in. */
    Optional<Subnet> subnet(boolean ipv4, int offset) {
        int length = ipv4 ? 4 : 16;
        for (Condition condition : conditions) {
            if (condition.source instanceof Expression.Payload payload
                    && payload.equals(RuleBuilder.payload(offset, payload.length()))
                    && condition.operator == Expression.Operator.EQ
                    && condition.value.length() == payload.length()
                    && payload.length() <= length) {
                return subnet(condition, length);
            }
        }
        return Optional.empty();
    }

    private static Optional<Subnet> subnet(Condition condition, int length) {
        int bits = condition.mask == null ? condition.value.length() * Byte.SIZE : bits(condition.mask);
        try {
            return Optional.of(
                    new Subnet(Subnet.address(condition.value.padded(length).bytes()), bits));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int bits(Data mask) {
        int bits = 0;
        for (byte part : mask.bytes()) {
            bits += Integer.bitCount(part & 0xff);
        }
        return bits;
    }

    /** What was loaded into a register. */
    Optional<Data> immediate(int register) {
        return Optional.ofNullable(values.get(register));
    }

    /** The map that a register's value is out of. */
    Optional<String> lookup(int register) {
        return Optional.ofNullable(lookups.get(register));
    }
}
