package dev.alcove.net;

import dev.alcove.linux.raw.FibRules;
import java.util.Optional;

/**
 * What a {@link Rule} does with the packets that it is for.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-rule.8.html">ip-rule(8)</a>
 */
public enum RuleAction {
    /** Looks for a route in its table. */
    TO_TABLE(FibRules.FR_ACT_TO_TBL),
    /** Goes on with another rule. */
    GOTO(FibRules.FR_ACT_GOTO),
    /** Nothing: the next rule counts. */
    NOP(FibRules.FR_ACT_NOP),
    /** They are dropped without a word. */
    BLACKHOLE(FibRules.FR_ACT_BLACKHOLE),
    /** They are dropped, the sender hears that the network is unreachable. */
    UNREACHABLE(FibRules.FR_ACT_UNREACHABLE),
    /** They are dropped, the sender hears that this is prohibited. */
    PROHIBIT(FibRules.FR_ACT_PROHIBIT);

    private final int number;

    RuleAction(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static Optional<RuleAction> of(int number) {
        for (RuleAction action : values()) {
            if (action.number == number) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }
}
