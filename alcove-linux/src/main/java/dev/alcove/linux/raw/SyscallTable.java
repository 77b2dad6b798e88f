package dev.alcove.linux.raw;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of all system calls of Linux 6.18 by name, for filters of system calls; {@link dev.alcove.linux.Syscall} has those that
 * Alcove makes itself. Read when it is first asked.
 *
 * <p>Source: the file {@code syscalls.txt} beside this class names its own.
 */
public final class SyscallTable {
    /** An architecture as a filter sees it: {@code AUDIT_ARCH_*} of {@code linux/audit.h}, and a bit in its numbers. */
    public enum Abi {
        X86_64(0xc000003eL, 0),
        AARCH64(0xc00000b7L, 0),
        X86(0x40000003L, 0),
        /** The numbers of x86-64 with a bit set, in a process of 64 bits with pointers of 32. */
        X32(0xc000003eL, 0x40000000L);

        private final long auditArch;
        private final long bit;

        Abi(long auditArch, long bit) {
            this.auditArch = auditArch;
            this.bit = bit;
        }

        /** What {@code seccomp_data.arch} holds. */
        public long auditArch() {
            return auditArch;
        }

        /** The bit that is set in all numbers; 0 for none. */
        public long bit() {
            return bit;
        }
    }

    private static final int NONE = -1;
    private static @Nullable Map<String, int[]> numbers;

    private SyscallTable() {}

    /** Whether any architecture has a call of this name. */
    public static boolean knows(String name) {
        return numbers().containsKey(name);
    }

    /** The number of a call, with the bit of the ABI; -1 if that has no such call. */
    public static long number(Abi abi, String name) {
        int[] row = numbers().get(name);
        int number = row == null ? NONE : row[abi.ordinal()];
        return number == NONE ? NONE : number | abi.bit();
    }

    private static synchronized Map<String, int[]> numbers() {
        Map<String, int[]> known = numbers;
        if (known == null) {
            known = read();
            numbers = known;
        }
        return known;
    }

    private static Map<String, int[]> read() {
        try (InputStream in = SyscallTable.class.getResourceAsStream("syscalls.txt")) {
            if (in == null) {
                throw new IllegalStateException("syscalls.txt is not beside its class");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            Map<String, int[]> table = new HashMap<>(1024);
            int start = 0;
            while (start < text.length()) {
                int end = text.indexOf('\n', start);
                if (text.charAt(start) != '#') {
                    add(table, text.substring(start, end));
                }
                start = end + 1;
            }
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(Map<String, int[]> table, String line) {
        String[] words = line.split(" ", -1);
        int[] row = new int[words.length - 1];
        for (int i = 0; i < row.length; i++) {
            row[i] = words[i + 1].equals("-") ? NONE : Integer.parseInt(words[i + 1]);
        }
        table.put(words[0], row);
    }
}
