package dev.alcove.container.engine;

import dev.alcove.container.spec.LinuxIoPriority;
import dev.alcove.container.spec.Scheduler;
import dev.alcove.launch.Arg;
import dev.alcove.launch.Remedy;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Sched;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the process is scheduled: sched_setattr(2) and ioprio_set(2). */
final class SchedulerSteps {
    private static final int EPERM = 1;
    private static final int EINVAL = 22;

    private final Frame frame;

    SchedulerSteps(Frame frame) {
        this.frame = frame;
    }

    void append() {
        Scheduler scheduler = frame.plan.process().scheduler();
        if (scheduler != null) {
            schedule(scheduler);
        }
        LinuxIoPriority priority = frame.plan.process().ioPriority();
        if (priority != null) {
            prioritize(priority);
        }
    }

    private void schedule(Scheduler scheduler) {
        ByteBuffer attr = ByteBuffer.allocate(Sched.Attr.SIZE_VER1)
                .order(ByteOrder.nativeOrder())
                .putInt(Sched.Attr.SIZE, Sched.Attr.SIZE_VER1)
                .putInt(Sched.Attr.SCHED_POLICY, policy(scheduler.policy()))
                .putLong(Sched.Attr.SCHED_FLAGS, flags(scheduler.flags()))
                .putInt(Sched.Attr.SCHED_NICE, orZero(scheduler.nice()))
                .putInt(Sched.Attr.SCHED_PRIORITY, orZero(scheduler.priority()))
                .putLong(Sched.Attr.SCHED_RUNTIME, orZero(scheduler.runtime()))
                .putLong(Sched.Attr.SCHED_DEADLINE, orZero(scheduler.deadline()))
                .putLong(Sched.Attr.SCHED_PERIOD, orZero(scheduler.period()));
        frame.builder.call(
                Failures.of(
                        "cannot set the scheduler " + scheduler.policy(),
                        Remedy.on(EPERM, "a real-time policy and a nice value below 0 take CAP_SYS_NICE"),
                        Remedy.on(EINVAL, "the policy does not take these values")),
                Syscall.SCHED_SETATTR,
                new Arg.Number(0),
                new Arg.Described(
                        frame.builder.bytes(attr.array()).address(), "{sched_policy=" + scheduler.policy() + ", ...}"),
                new Arg.Number(0));
    }

    private static int orZero(@Nullable Integer value) {
        return value == null ? 0 : value;
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    private static int policy(String name) {
        return switch (name) {
            case "SCHED_OTHER" -> Sched.SCHED_OTHER;
            case "SCHED_FIFO" -> Sched.SCHED_FIFO;
            case "SCHED_RR" -> Sched.SCHED_RR;
            case "SCHED_BATCH" -> Sched.SCHED_BATCH;
            case "SCHED_IDLE" -> Sched.SCHED_IDLE;
            case "SCHED_DEADLINE" -> Sched.SCHED_DEADLINE;
            default -> throw new IllegalArgumentException("no scheduling policy that Linux has: " + name);
        };
    }

    private static long flags(List<String> names) {
        long flags = 0;
        for (String name : names) {
            flags |= switch (name) {
                case "SCHED_FLAG_RESET_ON_FORK" -> Sched.SCHED_FLAG_RESET_ON_FORK;
                case "SCHED_FLAG_RECLAIM" -> Sched.SCHED_FLAG_RECLAIM;
                case "SCHED_FLAG_DL_OVERRUN" -> Sched.SCHED_FLAG_DL_OVERRUN;
                case "SCHED_FLAG_KEEP_POLICY" -> Sched.SCHED_FLAG_KEEP_POLICY;
                case "SCHED_FLAG_KEEP_PARAMS" -> Sched.SCHED_FLAG_KEEP_PARAMS;
                case "SCHED_FLAG_UTIL_CLAMP_MIN" -> Sched.SCHED_FLAG_UTIL_CLAMP_MIN;
                case "SCHED_FLAG_UTIL_CLAMP_MAX" -> Sched.SCHED_FLAG_UTIL_CLAMP_MAX;
                default -> throw new IllegalArgumentException("no flag of sched_setattr: " + name);
            };
        }
        return flags;
    }

    private void prioritize(LinuxIoPriority priority) {
        int clazz = switch (priority.clazz()) {
            case "IOPRIO_CLASS_RT" -> Sched.IOPRIO_CLASS_RT;
            case "IOPRIO_CLASS_BE" -> Sched.IOPRIO_CLASS_BE;
            case "IOPRIO_CLASS_IDLE" -> Sched.IOPRIO_CLASS_IDLE;
            default -> throw new IllegalArgumentException("no class of I/O priority: " + priority.clazz());
        };
        frame.builder.call(
                Failures.of(
                        "cannot set the I/O priority " + priority.clazz() + " " + priority.priority(),
                        Remedy.on(EPERM, "IOPRIO_CLASS_RT takes CAP_SYS_ADMIN or CAP_SYS_NICE")),
                Syscall.IOPRIO_SET,
                new Arg.Symbol(Sched.IOPRIO_WHO_PROCESS, "IOPRIO_WHO_PROCESS"),
                new Arg.Number(0),
                new Arg.Symbol(
                        (long) clazz << Sched.IOPRIO_CLASS_SHIFT | priority.priority(),
                        priority.clazz() + "|" + priority.priority()));
    }
}
