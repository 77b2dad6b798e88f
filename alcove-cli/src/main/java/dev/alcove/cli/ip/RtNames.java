package dev.alcove.cli.ip;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names for numbers that routing netlink has none for: tables, protocols, scopes, realms, types of service, groups. Some are
 * known, others are in a file of {@code /etc/iproute2}, or in those of a directory beside it whose names end in {@code .conf}.
 * A file is read when a name is first looked for that is not known.
 */
final class RtNames {
    private static final String DIRECTORY = "/etc/iproute2/";
    private static final long MAX_BYTE = 255;
    private static final long MAX_INT = 0xffff_ffffL;

    static final RtNames TABLES =
            new RtNames("rt_tables", true, false, MAX_INT, 10, "253 default\n254 main\n255 local\n");

    static final RtNames PROTOCOLS = new RtNames("rt_protos", true, true, MAX_BYTE, 10, """
            0 unspec
            1 redirect
            2 kernel
            3 boot
            4 static
            8 gated
            9 ra
            10 mrt
            11 zebra
            12 bird
            13 dnrouted
            14 xorp
            15 ntk
            16 dhcp
            18 keepalived
            42 babel
            186 bgp
            187 isis
            188 ospf
            189 rip
            192 eigrp
            """);

    static final RtNames SCOPES = new RtNames(
            "rt_scopes", false, true, MAX_BYTE, 10, "0 global\n200 site\n253 link\n254 host\n255 nowhere\n");

    static final RtNames REALMS = new RtNames("rt_realms", false, true, MAX_BYTE, 10, "0 unknown\n");

    /** Types of service, whose numbers are hexadecimal. */
    static final RtNames SERVICES = new RtNames("rt_dsfield", false, true, MAX_BYTE, 16, "0 0\n");

    static final RtNames ADDRESS_PROTOCOLS =
            new RtNames("addr_protos", false, true, MAX_BYTE, 10, "0 unspec\n1 kernel_lo\n2 kernel_ra\n3 kernel_ll\n");

    static final RtNames GROUPS = new RtNames("group", false, false, Integer.MAX_VALUE, 10, "0 default\n");

    private final String file;
    private final boolean withDirectory;
    private final boolean knownFirst;
    private final long max;
    private final int radix;
    private final List<String> names = new ArrayList<>();
    private long[] numbers = new long[32];
    private boolean read;

    /**
     * @param file what it is called in {@code /etc/iproute2}
     * @param withDirectory whether the files of {@code file.d} belong to it
     * @param knownFirst whether the file is not asked for the name of a number that has one
     * @param max the greatest number
     * @param radix that of a number that is typed without a prefix; 10 for any prefix
     * @param known the names that need no file, in a file's format
     */
    private RtNames(String file, boolean withDirectory, boolean knownFirst, long max, int radix, String known) {
        this.file = file;
        this.withDirectory = withDirectory;
        this.knownFirst = knownFirst;
        this.max = max;
        this.radix = radix;
        add(known);
    }

    /** The number that a word stands for, or is; -1 if it is neither. */
    long number(String word) throws IOException {
        read();
        int found = names.lastIndexOf(word);
        if (found >= 0) {
            return numbers[found];
        }
        long number = IpWords.number(radix == 16 && !word.startsWith("0x") ? "0x" + word : word);
        return number >= 0 && number <= max ? number : -1;
    }

    /**
     * The number that a word stands for, or is.
     *
     * @param reason what a message says of a word that does neither
     */
    int require(String word, String reason) throws IpException, IOException {
        long number = number(word);
        if (number < 0) {
            throw IpException.wrong(reason, word);
        }
        return (int) number;
    }

    /** The name of a number; null if it has none. */
    @Nullable String find(long number) throws IOException {
        int found = indexOf(number);
        if (found < 0 || !knownFirst) {
            read();
            found = indexOf(number);
        }
        return found < 0 ? null : names.get(found);
    }

    /**
     * The name of a number, or the number in decimal.
     *
     * @param numeric whether names are not wanted
     */
    String name(long number, boolean numeric) throws IOException {
        String name = numeric ? null : find(number);
        return name == null ? Long.toString(number) : name;
    }

    /** The later one counts where there are several. */
    private int indexOf(long number) {
        int found = names.size() - 1;
        while (found >= 0 && numbers[found] != number) {
            found--;
        }
        return found;
    }

    private void read() throws IOException {
        if (read) {
            return;
        }
        read = true;
        readFile(new File(DIRECTORY + file));
        String[] more = withDirectory ? new File(DIRECTORY + file + ".d").list() : null;
        if (more != null) {
            for (String name : more) {
                if (name.endsWith(".conf") && name.charAt(0) != '.') {
                    readFile(new File(DIRECTORY + file + ".d/" + name));
                }
            }
        }
    }

    private void readFile(File path) throws IOException {
        if (path.canRead()) {
            try (FileInputStream in = new FileInputStream(path)) {
                add(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
    }

    /** Takes lines of a number and a name, up to one that is neither such nor a comment. */
    private void add(String lines) {
        int start = 0;
        while (start < lines.length()) {
            int feed = lines.indexOf('\n', start);
            int end = feed < 0 ? lines.length() : feed;
            if (!addLine(lines, start, end)) {
                return;
            }
            start = end + 1;
        }
    }

    private boolean addLine(String lines, int start, int end) {
        int number = skipBlanks(lines, start, end);
        if (number == end || lines.charAt(number) == '#') {
            return true;
        }
        int numberEnd = wordEnd(lines, number, end);
        int name = skipBlanks(lines, numberEnd, end);
        int nameEnd = wordEnd(lines, name, end);
        String digits = lines.substring(number, numberEnd);
        long value = digits.startsWith("0x") ? IpWords.number(digits) : decimal(digits);
        if (value == Long.MIN_VALUE || name == nameEnd) {
            return false;
        }
        if (value >= 0 && value <= max) {
            if (names.size() == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * numbers.length);
            }
            numbers[names.size()] = value;
            names.add(lines.substring(name, nameEnd));
        }
        return true;
    }

    /** A number in these files is decimal even where it begins with 0. */
    private static long decimal(String digits) {
        int zeros = 0;
        while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
            zeros++;
        }
        return IpWords.number(digits.substring(zeros));
    }

    private static int skipBlanks(String text, int at, int end) {
        int skipped = at;
        while (skipped < end && (text.charAt(skipped) == ' ' || text.charAt(skipped) == '\t')) {
            skipped++;
        }
        return skipped;
    }

    private static int wordEnd(String text, int at, int end) {
        int stop = at;
        while (stop < end && text.charAt(stop) > ' ') {
            stop++;
        }
        return stop;
    }
}
