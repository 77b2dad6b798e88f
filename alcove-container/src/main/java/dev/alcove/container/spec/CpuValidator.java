package dev.alcove.container.spec;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks {@code linux.resources.cpu}. */
final class CpuValidator {
    private static final String AT = "$.linux.resources.cpu";
    /** One entry of a list: cpuset(7), List format; the kernel also knows every so many of so many. */
    private static final Pattern ENTRY = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9})(?::\\d{1,9}/[1-9]\\d{0,8})?)?");

    private CpuValidator() {}

    static void check(LinuxCpu cpu, Problems problems) {
        problems.range(AT + ".shares", cpu.shares(), 2, 262144);
        problems.range(AT + ".period", cpu.period(), 1000, 1_000_000);
        problems.range(AT + ".idle", cpu.idle(), 0, 1);
        problems.range(AT + ".realtimePeriod", cpu.realtimePeriod(), 1, Long.MAX_VALUE);
        problems.range(AT + ".realtimeRuntime", cpu.realtimeRuntime(), -1, Long.MAX_VALUE);
        Long quota = cpu.quota();
        problems.require(
                quota == null || quota == -1 || quota >= 1000,
                AT + ".quota",
                "must be at least 1000 microseconds, or -1 for no limit, is " + quota);
        Long burst = cpu.burst();
        problems.range(AT + ".burst", burst, 0, Long.MAX_VALUE);
        problems.require(
                burst == null || quota == null || quota < 0 || burst <= quota,
                AT + ".burst",
                "must be at most the quota " + quota + ", is " + burst);
        Long runtime = cpu.realtimeRuntime();
        Long realtime = cpu.realtimePeriod();
        problems.require(
                runtime == null || realtime == null || runtime <= realtime,
                AT + ".realtimeRuntime",
                "must be at most the real-time period " + realtime + ", is " + runtime);
        list(AT + ".cpus", cpu.cpus(), problems);
        list(AT + ".mems", cpu.mems(), problems);
    }

    private static void list(String at, @Nullable String list, Problems problems) {
        if (list == null || list.isEmpty()) {
            return;
        }
        for (String entry : list.split(",", -1)) {
            Matcher matcher = ENTRY.matcher(entry);
            if (!matcher.matches()) {
                problems.add(at, "must be a list such as 0-3,7, is " + Problems.quoted(list));
                return;
            }
            String last = matcher.group(2);
            problems.require(
                    last == null || Integer.parseInt(matcher.group(1)) <= Integer.parseInt(last),
                    at,
                    "the range " + entry + " ends before it begins");
        }
    }
}
