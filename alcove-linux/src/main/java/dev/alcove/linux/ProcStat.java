package dev.alcove.linux;

/**
 * The leading fields of {@code /proc/PID/stat}, by the names of the man page.
 *
 * @param pid in the PID namespace of the {@code /proc} that was read, as the other IDs are
 * @param comm the command's name, each char a byte, any but NUL: 15 at most, more for kernel threads
 * @param state {@code R}, {@code S}, {@code D}, {@code T}, {@code t}, {@code Z}, {@code X}, {@code I}, {@code P}
 * @param ppid 0 where the parent is outside the PID namespace
 * @param pgrp the process group
 * @param session the session
 * @param ttyNr the controlling terminal's device number, 0 for none
 * @param tpgid the terminal's foreground process group, -1 for none
 * @param flags the kernel's {@code PF_*}
 * @param utime in clock ticks, of which {@code sysconf(_SC_CLK_TCK)}, always 100, are a second
 * @param stime in clock ticks
 * @param priority what the kernel schedules by: 0 to 39, or negative for real-time policies
 * @param nice 19 to -20
 * @param numThreads 0 once it is a zombie
 * @param starttime in clock ticks since boot, offset by the time namespace of the reader
 * @param vsize in bytes
 * @param rss in pages; not exact
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
public record ProcStat(
        int pid,
        String comm,
        char state,
        int ppid,
        int pgrp,
        int session,
        int ttyNr,
        int tpgid,
        long flags,
        long utime,
        long stime,
        int priority,
        int nice,
        int numThreads,
        long starttime,
        long vsize,
        long rss) {
    private static final long MAX_UNSIGNED_INT = 0xffffffffL;
    private static final long PF_EXITING = 0x4;
    private static final int FAULT_COUNTS = 4;

    /** Whether the process is on its way out or a zombie: it has no memory, namespaces or open files to speak of any more. */
    public boolean exiting() {
        return (flags & PF_EXITING) != 0;
    }

    /** Reads the text of one {@code stat} file. The name ends at the text's last parenthesis, whatever it contains. */
    public static ProcStat parse(byte[] text) throws MalformedException {
        ByteLines in = ByteLines.single("stat", text);
        int pid = (int) in.number(Integer.MAX_VALUE);
        in.expect(' ');
        in.expect('(');
        String comm = in.upToLast(')');
        in.expect(' ');
        String state = in.upTo(' ');
        if (state.length() != 1) {
            throw in.malformed("the state is not one letter");
        }
        int ppid = signed(in);
        int pgrp = signed(in);
        int session = signed(in);
        int ttyNr = signed(in);
        int tpgid = signed(in);
        long flags = unsigned(in, MAX_UNSIGNED_INT);
        for (int i = 0; i < FAULT_COUNTS; i++) {
            in.upTo(' ');
        }
        long utime = unsigned(in, Long.MAX_VALUE);
        long stime = unsigned(in, Long.MAX_VALUE);
        in.upTo(' '); // cutime
        in.upTo(' '); // cstime
        int priority = signed(in);
        int nice = signed(in);
        int numThreads = signed(in);
        in.upTo(' '); // itrealvalue
        long starttime = unsigned(in, Long.MAX_VALUE);
        long vsize = unsigned(in, Long.MAX_VALUE);
        long rss = unsigned(in, Long.MAX_VALUE);
        return new ProcStat(
                pid,
                comm,
                state.charAt(0),
                ppid,
                pgrp,
                session,
                ttyNr,
                tpgid,
                flags,
                utime,
                stime,
                priority,
                nice,
                numThreads,
                starttime,
                vsize,
                rss);
    }

    private static int signed(ByteLines in) throws MalformedException {
        int number = in.signed();
        in.expect(' ');
        return number;
    }

    private static long unsigned(ByteLines in, long max) throws MalformedException {
        long number = in.number(max);
        in.expect(' ');
        return number;
    }
}
