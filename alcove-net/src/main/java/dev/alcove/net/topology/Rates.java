package dev.alcove.net.topology;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;

/**
 * Rates as tc(8) writes them: a number and a unit. {@code bit}, with k, m, g or t in front for thousands of it, is bits per
 * second, {@code bps} likewise bytes per second; with {@code i} behind the letter it is powers of 1024. No unit: bits.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/tc.8.html">tc(8)</a>
 */
public final class Rates {
    private static final Map<String, Integer> PREFIXES = Map.of("", 0, "k", 1, "m", 2, "g", 3, "t", 4);
    private static final int DECIMAL = 1000;
    private static final int BINARY = 1024;

    private Rates() {}

    /**
     * Bits per second.
     *
     * @throws IllegalArgumentException if the text is no rate, or one below 8 bits per second, which is one byte
     */
    public static long parse(String text) {
        int digits = 0;
        while (digits < text.length() && (Character.isDigit(text.charAt(digits)) || text.charAt(digits) == '.')) {
            digits++;
        }
        String unit = text.substring(digits).toLowerCase(Locale.ROOT);
        boolean bytes = unit.endsWith("bps");
        boolean named = bytes || unit.endsWith("bit");
        String prefix = named ? unit.substring(0, unit.length() - 3) : unit;
        boolean binary = prefix.endsWith("i");
        Integer power = PREFIXES.get(binary ? prefix.substring(0, prefix.length() - 1) : prefix);
        if (power == null || !named && !unit.isEmpty() || binary && power == 0) {
            throw refused(text);
        }
        try {
            BigDecimal bits = new BigDecimal(text.substring(0, digits))
                    .multiply(BigDecimal.valueOf(binary ? BINARY : DECIMAL).pow(power))
                    .multiply(BigDecimal.valueOf(bytes ? Byte.SIZE : 1));
            if (bits.compareTo(BigDecimal.valueOf(Byte.SIZE)) < 0) {
                throw refused(text);
            }
            return bits.toBigInteger().longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw refused(text);
        }
    }

    /** The rate in the largest decimal unit that leaves it a whole number: {@code 10mbit}. */
    public static String text(long bitsPerSecond) {
        String[] units = {"bit", "kbit", "mbit", "gbit", "tbit"};
        long rest = bitsPerSecond;
        int unit = 0;
        while (unit < units.length - 1 && rest != 0 && rest % DECIMAL == 0) {
            rest /= DECIMAL;
            unit++;
        }
        return rest + units[unit];
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(
                "invalid rate '" + text + "': a number and a unit as tc has them, such as 10mbit or 1gbit");
    }
}
