package dev.alcove.linux.raw;

import java.nio.ByteBuffer;

/**
 * The numbers of {@code /proc/PID/stat} that are asked of thousands of processes, without an object for each. {@code
 * ProcStat} has them all.
 *
 * <p>Source: proc_pid_stat(5).
 */
public final class StatLine {
    private static final int PF_EXITING = 0x4;
    private static final int PF_KTHREAD = 0x200000;

    private static final int PPID = 4;
    private static final int FLAGS = 9;
    private static final int UTIME = 14;
    private static final int STIME = 15;
    private static final int NUM_THREADS = 20;
    private static final int STARTTIME = 22;
    private static final int RSS = 24;

    private final long[] fields = new long[RSS + 1];
    private int commStart;
    private int commEnd;
    private char state;

    /**
     * Reads a line.
     *
     * @return whether it was one
     */
    public boolean read(ByteBuffer text, int length) {
        commStart = 0;
        while (commStart < length && text.get(commStart) != '(') {
            commStart++;
        }
        commStart++;
        commEnd = length - 1;
        while (commEnd >= commStart && text.get(commEnd) != ')') {
            commEnd--;
        }
        int at = commEnd + 2;
        if (commEnd < commStart || at + 1 >= length) {
            return false;
        }
        state = (char) (text.get(at) & 0xff);
        at++;
        for (int field = PPID; field <= RSS; field++) {
            if (at >= length || text.get(at) != ' ') {
                return false;
            }
            at++;
            int start = at;
            boolean negative = at < length && text.get(at) == '-';
            if (negative) {
                start = ++at;
            }
            long number = 0;
            while (at < length && text.get(at) >= '0' && text.get(at) <= '9') {
                number = number * 10 + text.get(at) - '0';
                at++;
            }
            if (at == start) {
                return false;
            }
            fields[field] = negative ? -number : number;
        }
        return true;
    }

    /** Where the name starts in the text. */
    public int commStart() {
        return commStart;
    }

    /** Where it ends. */
    public int commEnd() {
        return commEnd;
    }

    public char state() {
        return state;
    }

    public int ppid() {
        return (int) fields[PPID];
    }

    /** Whether it is on its way out or a zombie, and has no open files any more. */
    public boolean exiting() {
        return (fields[FLAGS] & PF_EXITING) != 0;
    }

    /** Whether it is a thread of the kernel's own, which opens no files. */
    public boolean kernelThread() {
        return (fields[FLAGS] & PF_KTHREAD) != 0;
    }

    /** Time in user and in kernel mode, in clock ticks, a hundred a second. */
    public long cpuTicks() {
        return fields[UTIME] + fields[STIME];
    }

    public int threads() {
        return (int) fields[NUM_THREADS];
    }

    /** In clock ticks since boot. */
    public long startTime() {
        return fields[STARTTIME];
    }

    /** Resident memory in pages, not exact. */
    public long residentPages() {
        return fields[RSS];
    }
}
