package dev.alcove.container.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scheduling policy: sched_setattr(2), {@code struct sched_attr}.
 *
 * @param policy {@code SCHED_OTHER}, {@code SCHED_FIFO} and the like
 * @param nice -20 to 19
 * @param priority 1 to 99, for {@code SCHED_FIFO} and {@code SCHED_RR}
 * @param flags {@code SCHED_FLAG_RESET_ON_FORK} and the like
 * @param runtime nanoseconds, for {@code SCHED_DEADLINE}
 * @param deadline nanoseconds
 * @param period nanoseconds
 */
public record Scheduler(
        String policy,
        @Nullable Integer nice,
        @Nullable Integer priority,
        List<String> flags,
        @Nullable Long runtime,
        @Nullable Long deadline,
        @Nullable Long period) {
    public Scheduler {
        flags = List.copyOf(flags);
    }
}
