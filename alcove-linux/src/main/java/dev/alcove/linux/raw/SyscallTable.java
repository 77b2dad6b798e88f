package dev.alcove.linux.raw;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The numbers of all system calls up to Linux 6.18, for each {@link SyscallAbi}. {@code dev.alcove.linux.Syscall} has only
 * those that Alcove itself makes; this is for filters, which name others'.
 *
 * <p>The resource has a line for each name, with the numbers in the order of {@link SyscallAbi} as the table's columns
 * are read: x86-64, aarch64, i386, x32, arm; a dash where the architecture lacks the call. It is read at the first use.
 *
 * <p>Source: {@code asm/unistd_64.h}, {@code unistd_32.h}, {@code unistd_x32.h}, {@code asm-generic/unistd.h}, and the
 * kernel's {@code syscall.tbl} files.
 */
public final class SyscallTable {
    /** What {@link #number} returns where there is no such call. */
    public static final int NONE = -1;

    private static final int COLUMNS = 5;
    private static final Map<String, int[]> NUMBERS = load();

    private SyscallTable() {}

    /** The call's number, for x32 without its bit, or {@link #NONE}. */
    public static int number(SyscallAbi abi, String name) {
        int[] row = NUMBERS.get(name);
        return row == null ? NONE : row[abi.ordinal()];
    }

    /** Whether any architecture has the call. */
    public static boolean isKnown(String name) {
        return NUMBERS.containsKey(name);
    }

    /** The names of all calls. */
    public static Set<String> names() {
        return Set.copyOf(NUMBERS.keySet());
    }

    private static Map<String, int[]> load() {
        byte[] text;
        try (InputStream in = SyscallTable.class.getResourceAsStream("/dev/alcove/linux/tables/syscalls")) {
            if (in == null) {
                throw new IllegalStateException("the table of system calls is missing beside " + SyscallTable.class);
            }
            text = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, int[]> numbers = HashMap.newHashMap(512);
        int at = 0;
        while (at < text.length) {
            int end = at;
            while (text[end] != ' ') {
                end++;
            }
            String name = new String(text, at, end - at, StandardCharsets.ISO_8859_1);
            int[] row = new int[COLUMNS];
            at = end;
            for (int column = 0; column < COLUMNS; column++) {
                at++;
                int number = 0;
                for (; text[at] > ' '; at++) {
                    number = text[at] == '-' ? NONE : 10 * number + text[at] - '0';
                }
                row[column] = number;
            }
            at++;
            numbers.put(name, row);
        }
        return numbers;
    }
}
