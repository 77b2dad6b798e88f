package dev.alcove.container.image;

import java.nio.charset.StandardCharsets;

/**
 * A block of 512 bytes that stands before each entry: where its fields are, and how numbers are written in them.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">pax, ustar Interchange Format</a>
 * @see <a href="https://www.gnu.org/software/tar/manual/html_node/Standard.html">GNU tar, Basic Tar Format</a>
 */
final class TarHeader {
    static final int SIZE = 512;

    private static final int NAME = 100;
    private static final int MODE = 100;
    private static final int UID = 108;
    private static final int GID = 116;
    private static final int LENGTH = 124;
    private static final int TIME = 136;
    private static final int CHECKSUM = 148;
    private static final int TYPE = 156;
    private static final int LINK = 157;
    private static final int MAGIC = 257;
    private static final int MAJOR = 329;
    private static final int MINOR = 337;
    private static final int PREFIX = 345;
    private static final int PREFIX_SIZE = 155;
    private static final int SHORT = 8;
    private static final int LONG = 12;

    private final byte[] block;

    TarHeader(byte[] block) {
        this.block = block;
    }

    boolean isZero() {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether the sum of its bytes is what it says; old tars added them as signed. */
    boolean hasRightChecksum() {
        int unsigned = 0;
        int signed = 0;
        for (int i = 0; i < SIZE; i++) {
            byte b = i >= CHECKSUM && i < CHECKSUM + SHORT ? (byte) ' ' : block[i];
            unsigned += b & 0xff;
            signed += b;
        }
        try {
            long sum = number(CHECKSUM, SHORT, "checksum");
            return sum == unsigned || sum == signed;
        } catch (ImageException noNumber) {
            return false;
        }
    }

    char type() {
        return (char) (block[TYPE] & 0xff);
    }

    String name() {
        String name = text(0, NAME);
        String prefix = isUstar() ? text(PREFIX, PREFIX_SIZE) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    String link() {
        return text(LINK, NAME);
    }

    long mode() throws ImageException {
        return number(MODE, SHORT, "mode");
    }

    long uid() throws ImageException {
        return number(UID, SHORT, "uid");
    }

    long gid() throws ImageException {
        return number(GID, SHORT, "gid");
    }

    long size() throws ImageException {
        return number(LENGTH, LONG, "size");
    }

    long time() throws ImageException {
        return number(TIME, LONG, "mtime");
    }

    long major() throws ImageException {
        return isAny() ? number(MAJOR, SHORT, "devmajor") : 0;
    }

    long minor() throws ImageException {
        return isAny() ? number(MINOR, SHORT, "devminor") : 0;
    }

    /** POSIX's form; GNU's has a blank in place of the NUL and other things where the prefix is. */
    private boolean isUstar() {
        return text(MAGIC, SHORT).equals("ustar") && block[MAGIC + 5] == 0;
    }

    private boolean isAny() {
        return text(MAGIC, 5).equals("ustar");
    }

    private String text(int at, int size) {
        int end = at;
        while (end < at + size && block[end] != 0) {
            end++;
        }
        return new String(block, at, end - at, StandardCharsets.ISO_8859_1);
    }

    /** Octal digits, between blanks; or, where the first bit is set, a number with a sign to the base of 256. */
    private long number(int at, int size, String field) throws ImageException {
        if (block[at] < 0) {
            return binary(at, size, field);
        }
        String digits = text(at, size).strip();
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '7') {
                throw new ImageException("its " + field + " is no octal number");
            }
            value = value * 8 + c - '0';
        }
        return value;
    }

    private long binary(int at, int size, String field) throws ImageException {
        boolean negative = (block[at] & 0x40) != 0;
        long value = negative ? -1 : 0;
        for (int i = 0; i < size; i++) {
            // The first bit only marks the base, the second is the sign.
            int digit = i == 0 ? (negative ? block[at] | 0x80 : block[at] & 0x7f) & 0xff : block[at + i] & 0xff;
            long next = value << 8 | digit;
            if (next >> 8 != value) {
                throw new ImageException("its " + field + " does not fit into 64 bits");
            }
            value = next;
        }
        return value;
    }
}
