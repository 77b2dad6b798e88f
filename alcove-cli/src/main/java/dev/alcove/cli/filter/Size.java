package dev.alcove.cli.filter;

/** Whole numbers in an expression, with or without a unit: {@code 64}, {@code 64K}, {@code 64KiB}. */
final class Size {
    private static final String UNITS = "KMGTPEZY";
    private static final int OCTAL = 8;
    private static final int DECIMAL = 10;
    private static final int BITS_OF_UNIT = 10;

    private Size() {}

    /** The number, without a sign. The greatest there is, if it is too great and has no unit. */
    static long parse(String word) throws FilterException {
        int end = 0;
        while (end < word.length() && word.charAt(end) <= '9') {
            end++;
        }
        String digits = word.substring(0, end);
        if (end == word.length()) {
            return fits(digits, DECIMAL) ? Long.parseUnsignedLong(digits) : -1;
        }
        // With a unit, a zero in front makes the number octal.
        int base = digits.length() > 1 && digits.charAt(0) == '0' ? OCTAL : DECIMAL;
        if (base == OCTAL && (digits.indexOf('8') >= 0 || digits.indexOf('9') >= 0)) {
            throw invalid(word, "Invalid argument");
        }
        int shift = BITS_OF_UNIT * (UNITS.indexOf(word.charAt(end)) + 1);
        if (!fits(digits, base)) {
            throw invalid(word, "Numerical result out of range");
        }
        long number = Long.parseUnsignedLong(digits, base);
        if (number != 0 && shift > Long.numberOfLeadingZeros(number)) {
            throw invalid(word, "Numerical result out of range");
        }
        return number == 0 ? 0 : number << shift;
    }

    private static boolean fits(String digits, int base) {
        try {
            Long.parseUnsignedLong(digits, base);
            return true;
        } catch (NumberFormatException tooLong) {
            return false;
        }
    }

    private static FilterException invalid(String word, String reason) {
        return new FilterException("\"" + word + "\" token error: " + reason);
    }
}
