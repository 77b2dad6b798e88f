package dev.alcove.launch;

import dev.alcove.linux.LinuxException;
import java.util.Objects;

/** Turns the failure of a step, as a child reported it, into an exception with the remedy that fits. */
final class Failures {
    private Failures() {}

    static LinuxException exception(Step step, int errno) {
        Failure failure = Objects.requireNonNull(Program.failureOf(step));
        Step culprit = step instanceof Step.Fail fail ? fail.call() : step;
        return new LinuxException(
                failure.attempt(), Explanation.describe(culprit), errno, Remedy.first(failure.remedies(), errno));
    }
}
