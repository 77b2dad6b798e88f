package dev.alcove.net;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link Rule} piece by piece, with the words of {@code ip rule add}. Not for use by several threads at once.
 *
 * <pre>{@code
 * Rule.ipv4().from("10.0.1.0/24").table(100).build()
 * }</pre>
 */
public final class RuleBuilder {
    private final boolean ipv4;
    private OptionalLong priority = OptionalLong.empty();
    private @Nullable InetPrefix from;
    private @Nullable InetPrefix to;
    private boolean inverted;
    private @Nullable String incoming;
    private @Nullable String outgoing;
    private OptionalLong mark = OptionalLong.empty();
    private OptionalLong markMask = OptionalLong.empty();
    private int tos;
    private OptionalInt ipProtocol = OptionalInt.empty();
    private @Nullable PortRange sourcePort;
    private @Nullable PortRange destinationPort;
    private RuleAction action = RuleAction.TO_TABLE;
    private long table = Route.TABLE_MAIN;
    private OptionalLong target = OptionalLong.empty();
    private OptionalInt suppress = OptionalInt.empty();
    private int protocol = Route.PROTOCOL_BOOT;

    RuleBuilder(boolean ipv4) {
        this.ipv4 = ipv4;
    }

    /** Its place among the others. */
    public RuleBuilder priority(long number) {
        this.priority = OptionalLong.of(number);
        return this;
    }

    /** Whose packets. */
    public RuleBuilder from(InetPrefix prefix) {
        this.from = prefix;
        return this;
    }

    /** The same from text. */
    public RuleBuilder from(String prefix) {
        return from(InetPrefix.parse(prefix));
    }

    /** Packets to whom. */
    public RuleBuilder to(InetPrefix prefix) {
        this.to = prefix;
        return this;
    }

    /** The same from text. */
    public RuleBuilder to(String prefix) {
        return to(InetPrefix.parse(prefix));
    }

    /** It is for all packets that are not like this. */
    public RuleBuilder not() {
        this.inverted = true;
        return this;
    }

    /** The link that they came through. */
    public RuleBuilder incoming(String link) {
        this.incoming = new InterfaceName(link).value();
        return this;
    }

    /** The link that a socket is bound to. */
    public RuleBuilder outgoing(String link) {
        this.outgoing = new InterfaceName(link).value();
        return this;
    }

    /** The mark of the packets. */
    public RuleBuilder mark(long value) {
        this.mark = OptionalLong.of(value);
        return this;
    }

    /** The mark of the packets, as far as the bits of the mask go. */
    public RuleBuilder mark(long value, long mask) {
        this.markMask = OptionalLong.of(mask);
        return mark(value);
    }

    /** Their type of service. */
    public RuleBuilder tos(int number) {
        this.tos = number;
        return this;
    }

    /** Their protocol: 6 is TCP, 17 UDP. */
    public RuleBuilder ipProtocol(int number) {
        this.ipProtocol = OptionalInt.of(number);
        return this;
    }

    /** Their source port. */
    public RuleBuilder sourcePort(PortRange ports) {
        this.sourcePort = ports;
        return this;
    }

    /** Their destination port. */
    public RuleBuilder destinationPort(PortRange ports) {
        this.destinationPort = ports;
        return this;
    }

    /** The table in which a route is looked for; {@link Route#TABLE_MAIN} if nothing is said. */
    public RuleBuilder table(long number) {
        this.table = number;
        return this;
    }

    /** What is done in place of looking into a table. */
    public RuleBuilder action(RuleAction what) {
        this.action = what;
        this.table = 0;
        return this;
    }

    /** Goes on with the rule of this priority. */
    public RuleBuilder goTo(long rule) {
        this.target = OptionalLong.of(rule);
        return action(RuleAction.GOTO);
    }

    /** Routes whose prefix has at most so many bits do not count. */
    public RuleBuilder suppressPrefixLength(int bits) {
        this.suppress = OptionalInt.of(bits);
        return this;
    }

    /** Who makes it; {@link Route#PROTOCOL_BOOT} if nothing is said. */
    public RuleBuilder protocol(int number) {
        this.protocol = number;
        return this;
    }

    /**
     * The rule.
     *
     * @throws IllegalArgumentException if a part is outside of its range, or the parts do not go together
     */
    public Rule build() {
        return new Rule(
                ipv4,
                priority,
                Optional.ofNullable(from),
                Optional.ofNullable(to),
                inverted,
                Optional.ofNullable(incoming),
                Optional.ofNullable(outgoing),
                mark,
                markMask,
                tos,
                ipProtocol,
                Optional.ofNullable(sourcePort),
                Optional.ofNullable(destinationPort),
                action,
                table,
                target,
                suppress,
                protocol);
    }
}
