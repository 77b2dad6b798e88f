package dev.alcove.namespace;

import dev.alcove.launch.Calls;
import dev.alcove.launch.Failure;
import dev.alcove.linux.raw.Open;
import dev.alcove.namespace.steps.Remedies;
import java.util.OptionalLong;

/** Steps that set the clocks of a new time namespace, before there is a process in it: time_namespaces(7). */
final class ClockSteps {
    private static final int CLOCK_MONOTONIC = 1;
    private static final int CLOCK_BOOTTIME = 7;
    private static final String PATH = "/proc/self/timens_offsets";

    private ClockSteps() {}

    static void append(UnshareOptions options, Calls calls, IdMapSteps maps) {
        clock(CLOCK_BOOTTIME, options.boottime(), calls, maps);
        clock(CLOCK_MONOTONIC, options.monotonic(), calls, maps);
    }

    private static void clock(int clock, OptionalLong seconds, Calls calls, IdMapSteps maps) {
        if (seconds.isEmpty()) {
            return;
        }
        calls.open(maps.fd(), calls.text(PATH), Open.O_WRONLY, new Failure("failed to open " + PATH));
        calls.write(
                maps.fd(),
                clock + " " + seconds.getAsLong() + " 0",
                new Failure("failed to write to " + PATH, Remedies.timeOffsets()));
        calls.close(maps.fd());
    }
}
