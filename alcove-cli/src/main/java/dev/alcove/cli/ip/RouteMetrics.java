package dev.alcove.cli.ip;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.RouteMessage;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a route says of the connections that take it: {@code mtu lock 1400 advmss 1000}. */
final class RouteMetrics {
    private static final int COUNT = RouteMessage.RTAX_FASTOPEN_NO_COOKIE + 1;
    private static final long NONE = -1;
    private static final double SECOND = 1000;
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    private final long[] values = new long[COUNT];
    private @Nullable String congestion;
    private int locked;
    private boolean given;

    RouteMetrics() {
        Arrays.fill(values, NONE);
    }

    // ---- Reading

    /** Takes the words of a setting. */
    void take(RouteMetric metric, IpWords words) throws IpException {
        given = true;
        int attribute = metric.attribute();
        if (metric.isLockable() && words.take("lock") || attribute == RouteMessage.RTAX_RTO_MIN) {
            locked |= 1 << attribute;
        }
        String word = words.next();
        switch (metric.unit()) {
            case NAME -> congestion = word;
            case FEATURES -> {
                if (!word.equals("ecn")) {
                    throw IpException.wrong("\"features\" value not valid\n", word);
                }
                values[attribute] = RouteMessage.RTAX_FEATURE_ECN;
            }
            case SWITCH -> {
                values[attribute] = number(metric, word, 0xffff_ffffL);
                if (values[attribute] > 1) {
                    throw IpException.wrong("\"" + metric.called() + "\" value should be 0 or 1\n", word);
                }
            }
            case NUMBER, HOPS ->
                values[attribute] = number(metric, word, metric.unit().limit());
            default -> values[attribute] = time(metric, word);
        }
    }

    private static long number(RouteMetric metric, String word, long max) throws IpException {
        return IpWords.number(word, 0, max, "\"" + metric.called() + "\" value is invalid\n");
    }

    /** A time with a unit, or a number in the kernel's own. */
    private static long time(RouteMetric metric, String word) throws IpException {
        int end = 0;
        while (end < word.length() && (word.charAt(end) == '.' || Character.digit(word.charAt(end), 10) >= 0)) {
            end++;
        }
        String number = word.substring(0, end);
        boolean point = number.indexOf('.') >= 0;
        double milliseconds = point ? fraction(number) : IpWords.number(number);
        double factor = unit(word.substring(end));
        if (milliseconds < 0 || factor == 0) {
            throw IpException.wrong("\"" + metric.called() + "\" value is invalid\n", word);
        }
        long scale = end == word.length() ? 1 : metric.unit().limit();
        return (long) Math.ceil(milliseconds * factor) * scale & 0xffff_ffffL;
    }

    private static double fraction(String number) {
        boolean valid = number.length() > 1 && number.indexOf('.') == number.lastIndexOf('.');
        return valid ? Double.parseDouble(number) : NONE;
    }

    /** How many milliseconds a unit has; 0 if it is none. */
    private static double unit(String unit) {
        if (unit.equalsIgnoreCase("s") || unit.equalsIgnoreCase("sec") || unit.equalsIgnoreCase("secs")) {
            return SECOND;
        }
        boolean milliseconds = unit.isEmpty()
                || unit.equalsIgnoreCase("ms")
                || unit.equalsIgnoreCase("msec")
                || unit.equalsIgnoreCase("msecs");
        return milliseconds ? 1 : 0;
    }

    /** Writes the attribute, if anything was set. */
    void put(Batch batch) {
        if (!given) {
            return;
        }
        batch.nest(RouteMessage.RTA_METRICS);
        for (int attribute = 0; attribute < COUNT; attribute++) {
            if (values[attribute] != NONE) {
                batch.int32(attribute, (int) values[attribute]);
            }
        }
        if (congestion != null) {
            batch.attribute(RouteMessage.RTAX_CC_ALGO, congestion.getBytes(StandardCharsets.ISO_8859_1));
        }
        if (locked != 0) {
            batch.int32(RouteMessage.RTAX_LOCK, locked);
        }
        batch.endNest();
    }

    // ---- Printing

    static void print(IpOutput out, Attributes metrics) throws IOException {
        out.openArray("metrics", "");
        out.openObject(null);
        int locked = metrics.int32(RouteMessage.RTAX_LOCK).orElse(0);
        for (int attribute = RouteMessage.RTAX_MTU; attribute < COUNT; attribute++) {
            boolean lock = (locked & 1 << attribute) != 0;
            RouteMetric metric = RouteMetric.of(attribute);
            if (metric != null && (lock || metrics.has(attribute))) {
                print(out, metric, metrics, lock ? "lock " : "");
            }
        }
        out.closeObject();
        out.closeArray("");
    }

    private static void print(IpOutput out, RouteMetric metric, Attributes metrics, String lock)
            throws MalformedException {
        String before = metric.name() + " " + lock;
        if (metric.unit() == RouteMetric.Unit.NAME) {
            String name = IpText.get(metrics, metric.attribute());
            out.string("congestion", before, name == null ? "" : name, " ");
            return;
        }
        int value = metrics.int32(metric.attribute()).orElse(0);
        long number = Integer.toUnsignedLong(value);
        if (metric.unit() == RouteMetric.Unit.FEATURES) {
            out.text(before);
            printFeatures(out, number);
        } else if (metric.unit().isTime()) {
            printTime(out, metric, before, number / metric.unit().limit());
        } else if (metric.unit() != RouteMetric.Unit.HOPS || value != NONE) {
            out.unsigned(metric.name(), before, number, " ");
        }
    }

    private static void printFeatures(IpOutput out, long features) {
        if ((features & RouteMessage.RTAX_FEATURE_ECN) != 0) {
            out.none("ecn", "ecn ");
        }
        if ((features & ~RouteMessage.RTAX_FEATURE_ECN) != 0) {
            out.prefixedHex("features", "", features, " ");
        }
    }

    private static void printTime(IpOutput out, RouteMetric metric, String before, long milliseconds) {
        if (out.isJson() || milliseconds < SECOND) {
            out.unsigned(metric.name(), before, milliseconds, "ms ");
        } else {
            out.text(before + seconds(milliseconds) + "s ");
        }
    }

    /** Six digits, without zeros at the end, as printf(3) has it for {@code %g}. */
    private static String seconds(long milliseconds) {
        BigDecimal seconds = BigDecimal.valueOf(milliseconds, 3).round(new MathContext(6));
        boolean large = seconds.compareTo(MILLION) >= 0;
        BigDecimal shown = (large ? seconds.movePointLeft(6) : seconds).stripTrailingZeros();
        return shown.toPlainString() + (large ? "e+06" : "");
    }
}
