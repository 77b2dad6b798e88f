package dev.alcove.cli.ip;

import dev.alcove.linux.raw.RouteMessage;
import org.jspecify.annotations.Nullable;

/**
 * A setting of a route that is an attribute in {@code RTA_METRICS}: the table by which they are read and printed.
 *
 * @param name the word
 * @param abbreviable whether the word may be cut short
 * @param attribute {@code RTAX_*}
 * @param unit what its value is
 * @param called what a message about a wrong value calls it
 */
record RouteMetric(String name, boolean abbreviable, int attribute, Unit unit, String called) {
    /** What a value is, in the kernel's terms. */
    enum Unit {
        NUMBER(0xffff_ffffL),
        /** A time to live, of which all ones are none of its own. */
        HOPS(0xff),
        SWITCH(1),
        FEATURES(0),
        NAME(0),
        /** A time in milliseconds. */
        MILLISECONDS(1),
        /** A time in eighths of a millisecond. */
        EIGHTHS(8),
        /** A time in quarters of a millisecond. */
        QUARTERS(4);

        private final long limit;

        Unit(long limit) {
            this.limit = limit;
        }

        /** The greatest number; of a time, how many of the units are a millisecond. */
        long limit() {
            return limit;
        }

        boolean isTime() {
            return ordinal() >= MILLISECONDS.ordinal();
        }
    }

    /** In the order in which a word is looked for. */
    private static final RouteMetric[] ALL = {
        exact("mtu", RouteMessage.RTAX_MTU, Unit.NUMBER),
        exact("hoplimit", RouteMessage.RTAX_HOPLIMIT, Unit.HOPS),
        new RouteMetric("advmss", false, RouteMessage.RTAX_ADVMSS, Unit.NUMBER, "mss"),
        prefix("reordering", RouteMessage.RTAX_REORDERING, Unit.NUMBER),
        exact("rtt", RouteMessage.RTAX_RTT, Unit.EIGHTHS),
        exact("rto_min", RouteMessage.RTAX_RTO_MIN, Unit.MILLISECONDS),
        prefix("window", RouteMessage.RTAX_WINDOW, Unit.NUMBER),
        prefix("cwnd", RouteMessage.RTAX_CWND, Unit.NUMBER),
        prefix("initcwnd", RouteMessage.RTAX_INITCWND, Unit.NUMBER),
        prefix("initrwnd", RouteMessage.RTAX_INITRWND, Unit.NUMBER),
        prefix("features", RouteMessage.RTAX_FEATURES, Unit.FEATURES),
        prefix("quickack", RouteMessage.RTAX_QUICKACK, Unit.SWITCH),
        prefix("congctl", RouteMessage.RTAX_CC_ALGO, Unit.NAME),
        prefix("rttvar", RouteMessage.RTAX_RTTVAR, Unit.QUARTERS),
        prefix("ssthresh", RouteMessage.RTAX_SSTHRESH, Unit.NUMBER),
        prefix("fastopen_no_cookie", RouteMessage.RTAX_FASTOPEN_NO_COOKIE, Unit.SWITCH),
    };

    private static RouteMetric exact(String name, int attribute, Unit unit) {
        return new RouteMetric(name, false, attribute, unit, name);
    }

    private static RouteMetric prefix(String name, int attribute, Unit unit) {
        return new RouteMetric(name, true, attribute, unit, name);
    }

    /** Whether {@code lock} may stand in front of the value. */
    boolean isLockable() {
        return unit != Unit.FEATURES && unit != Unit.SWITCH && attribute != RouteMessage.RTAX_RTO_MIN;
    }

    /** What a word means; null if it is none of these. */
    static @Nullable RouteMetric find(String word) {
        for (RouteMetric metric : ALL) {
            if (metric.abbreviable ? IpWords.matches(word, metric.name) : word.equals(metric.name)) {
                return metric;
            }
        }
        return null;
    }

    /** The setting that is this attribute; null if it has no word. */
    static @Nullable RouteMetric of(int attribute) {
        for (RouteMetric metric : ALL) {
            if (metric.attribute == attribute) {
                return metric;
            }
        }
        return null;
    }
}
