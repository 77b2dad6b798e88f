package dev.alcove.container.spec;

import dev.alcove.container.json.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks {@code process.scheduler} and {@code process.ioPriority}: what sched_setattr(2) and ioprio_set(2) would refuse, and what
 * they would not look at.
 */
final class SchedulerValidator {
    private static final String AT = "$.process.scheduler";
    private static final List<String> POLICIES =
            List.of("SCHED_OTHER", "SCHED_BATCH", "SCHED_IDLE", "SCHED_FIFO", "SCHED_RR", "SCHED_DEADLINE");
    private static final List<String> FLAGS = List.of(
            "SCHED_FLAG_RESET_ON_FORK",
            "SCHED_FLAG_RECLAIM",
            "SCHED_FLAG_DL_OVERRUN",
            "SCHED_FLAG_KEEP_POLICY",
            "SCHED_FLAG_KEEP_PARAMS",
            "SCHED_FLAG_UTIL_CLAMP_MIN",
            "SCHED_FLAG_UTIL_CLAMP_MAX");
    private static final List<String> IO_CLASSES = List.of("IOPRIO_CLASS_RT", "IOPRIO_CLASS_BE", "IOPRIO_CLASS_IDLE");
    /** The kernel reckons bandwidth in units of 2^10 nanoseconds: DL_SCALE. */
    private static final long LEAST_RUNTIME = 1024;

    private final Scheduler scheduler;
    private final Problems problems;

    private SchedulerValidator(Scheduler scheduler, Problems problems) {
        this.scheduler = scheduler;
        this.problems = problems;
    }

    static void check(Process process, Problems problems) {
        LinuxIoPriority io = process.ioPriority();
        if (io != null) {
            problems.word("$.process.ioPriority.class", io.clazz(), IO_CLASSES);
            problems.range("$.process.ioPriority.priority", io.priority(), 0, 7);
        }
        Scheduler scheduler = process.scheduler();
        if (scheduler == null) {
            return;
        }
        if (scheduler.policy().equals("SCHED_ISO")) {
            problems.add(AT + ".policy", "SCHED_ISO is reserved, and no kernel has it");
            return;
        }
        problems.word(AT + ".policy", scheduler.policy(), POLICIES);
        for (int i = 0; i < scheduler.flags().size(); i++) {
            problems.word(JsonText.element(AT + ".flags", i), scheduler.flags().get(i), FLAGS);
        }
        SchedulerValidator validator = new SchedulerValidator(scheduler, problems);
        if (POLICIES.contains(scheduler.policy())) {
            validator.niceAndPriority();
            validator.deadline();
        }
    }

    private void niceAndPriority() {
        boolean realTime = List.of("SCHED_FIFO", "SCHED_RR").contains(scheduler.policy());
        boolean deadline = scheduler.policy().equals("SCHED_DEADLINE");
        problems.range(AT + ".nice", scheduler.nice(), -20, 19);
        if (realTime || deadline) {
            unused("nice", scheduler.nice());
        }
        if (!realTime) {
            unused("priority", scheduler.priority());
        } else if (scheduler.priority() == null) {
            problems.add(AT + ".priority", "is missing; " + scheduler.policy() + " needs one of 1 to 99");
        } else {
            problems.range(AT + ".priority", scheduler.priority(), 1, 99);
        }
    }

    private void deadline() {
        if (!scheduler.policy().equals("SCHED_DEADLINE")) {
            unused("runtime", scheduler.runtime());
            unused("deadline", scheduler.deadline());
            unused("period", scheduler.period());
            return;
        }
        long runtime = number("runtime", scheduler.runtime(), LEAST_RUNTIME);
        long deadline = number("deadline", scheduler.deadline(), 1);
        Long given = scheduler.period();
        long period = given == null || given == 0 ? deadline : given;
        problems.require(
                runtime <= deadline, AT + ".runtime", "must be at most the deadline " + deadline + ", is " + runtime);
        problems.require(
                deadline <= period, AT + ".deadline", "must be at most the period " + period + ", is " + deadline);
        problems.range(AT + ".period", given, 0, Long.MAX_VALUE);
    }

    private long number(String name, @Nullable Long value, long least) {
        if (value == null) {
            problems.add(AT + "." + name, "is missing; SCHED_DEADLINE needs it");
            return 0;
        }
        problems.range(AT + "." + name, value, least, Long.MAX_VALUE);
        return value;
    }

    private void unused(String name, @Nullable Number value) {
        problems.require(
                value == null || value.longValue() == 0,
                AT + "." + name,
                "means nothing for " + scheduler.policy() + ", is " + value);
    }
}
