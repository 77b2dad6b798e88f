package dev.alcove.namespace.catalogue;

import dev.alcove.namespace.NamespaceType;
import org.jspecify.annotations.Nullable;

/** A process, as it was when the catalogue was made. */
public final class Member {
    private final int pid;
    private final int ppid;
    private final long uid;
    private final char state;
    private final int threads;
    private final long residentBytes;
    private final long cpuMillis;
    private final long startTime;
    private final String comm;
    private final long[] inodes;
    private @Nullable String command;

    Member(
            int pid,
            int ppid,
            long uid,
            char state,
            int threads,
            long residentBytes,
            long cpuMillis,
            long startTime,
            String comm,
            long[] inodes) {
        this.pid = pid;
        this.ppid = ppid;
        this.uid = uid;
        this.state = state;
        this.threads = threads;
        this.residentBytes = residentBytes;
        this.cpuMillis = cpuMillis;
        this.startTime = startTime;
        this.comm = comm;
        this.inodes = inodes;
    }

    /** Its number in the PID namespace of the caller's {@code /proc}. */
    public int pid() {
        return pid;
    }

    /** Its parent's number there, 0 where that is outside. */
    public int ppid() {
        return ppid;
    }

    /** Whose directory {@code /proc/PID} is: the effective user id, or 0 for a process that may not be dumped. */
    public long uid() {
        return uid;
    }

    /** {@code R}, {@code S}, {@code D}, {@code T}, {@code t}, {@code Z}, {@code X}, {@code I}, {@code P}: proc_pid_stat(5). */
    public char state() {
        return state;
    }

    /** How many threads it has; 0 for a zombie, or where that could not be read. */
    public int threads() {
        return threads;
    }

    /** Its resident memory, not exact. Memory that is shared counts for everyone who shares it. */
    public long residentBytes() {
        return residentBytes;
    }

    /** How long it ran, in user and in kernel mode, without its children; the kernel counts in hundredths of a second. */
    public long cpuMillis() {
        return cpuMillis;
    }

    /** Its name, 15 bytes at most for a process that is no kernel thread. */
    public String comm() {
        return comm;
    }

    /**
     * Its command line as lsns shows it: the arguments with a space between them, or {@link #comm} for one that has none
     * (a zombie, a kernel thread), for one that is gone, and where it was not collected.
     */
    public String command() {
        return command == null ? comm : command;
    }

    /** The inode of its namespace of that type; 0 where the caller may not see it, did not ask for it, or a zombie has none. */
    public long inode(NamespaceType type) {
        return inodes[type.ordinal()];
    }

    /** When it began, in clock ticks since boot. */
    long startTime() {
        return startTime;
    }

    boolean hasCommand() {
        return command != null;
    }

    void setCommand(String command) {
        this.command = command;
    }

    @Override
    public String toString() {
        return "process " + pid + " (" + comm + ")";
    }
}
