package dev.alcove.cli.ip;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Large numbers as text. */
final class IpNumbers {
    private static final String PREFIXES = "kMGTPE";
    private static final int DIGITS = 3;

    private IpNumbers() {}

    /**
     * A number as it is, or in a form for people: {@code 1.50k}.
     *
     * @param value without a sign
     * @param human whether a number of more than three digits gets a prefix
     * @param iec whether the prefix stands for a power of 1024, and not of 1000: {@code 1.46ki}
     */
    static String text(long value, boolean human, boolean iec) {
        int base = iec ? 1024 : 1000;
        if (!human || Long.compareUnsigned(value, base) < 0) {
            return Long.toUnsignedString(value);
        }
        long unit = base;
        int prefix = 0;
        while (prefix < PREFIXES.length() - 1 && Long.compareUnsigned(Long.divideUnsigned(value, base), unit) >= 0) {
            unit *= base;
            prefix++;
        }
        long whole = Long.divideUnsigned(value, unit);
        int precision = Math.max(0, DIGITS - 1 - (whole >= 100 ? 2 : whole >= 10 ? 1 : 0));
        return decimal(value, unit, precision) + PREFIXES.charAt(prefix) + (iec ? "i" : "");
    }

    /** A quotient with so many digits behind the point, rounded. */
    private static String decimal(long value, long unit, int precision) {
        double quotient = (value >= 0 ? (double) value : value + 0x1p64) / unit;
        return new BigDecimal(quotient)
                .setScale(precision, RoundingMode.HALF_EVEN)
                .toPlainString();
    }
}
