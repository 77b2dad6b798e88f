package dev.alcove.cli.table;

/** Numbers of bytes for people. */
final class Sizes {
    private static final String UNITS = "BKMGTPE";
    private static final int BITS_OF_UNIT = 10;
    private static final int TENTHS = 10;

    private Sizes() {}

    /** {@code 1.5M} for {@code 1572864}: at most one digit behind the point, and none if that would be a zero. */
    static String forPeople(String bytes) {
        long value = Long.parseLong(bytes);
        int unit = 0;
        while (unit < UNITS.length() - 1 && value >> BITS_OF_UNIT * (unit + 1) > 0) {
            unit++;
        }
        long one = 1L << BITS_OF_UNIT * unit;
        long whole = value / one;
        // Divided first where it would overflow.
        long rest = value % one;
        long tenths = one > TENTHS * TENTHS ? (rest + one / (2 * TENTHS)) / (one / TENTHS) : 0;
        if (tenths >= TENTHS) {
            whole++;
            tenths = 0;
        }
        String text = Long.toString(whole);
        if (tenths > 0) {
            text = text + "." + tenths;
        }
        return text + UNITS.charAt(unit);
    }
}
