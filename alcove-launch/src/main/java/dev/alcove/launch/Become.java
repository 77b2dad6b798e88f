package dev.alcove.launch;

import dev.alcove.linux.Arch;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Fcntl;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Planning;
import dev.alcove.linux.raw.Sigaction;
import dev.alcove.linux.raw.Stat;
import dev.alcove.linux.raw.Syscalls;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Replaces the JVM by a launch program: the program's image goes into a sealed memfd, and {@code execveat} runs it. The
 * PID stays, all threads but one are gone, and the kernel no longer sees a process with many threads, so that {@code
 * unshare(CLONE_NEWUSER)} and {@code setns} work.
 *
 * <p>The program finds the descriptors and the signal mask that the JVM was started with. Not so the signals that were
 * ignored then: the JVM takes SIGILL, SIGBUS, SIGFPE, SIGSEGV, SIGUSR2, SIGPIPE and SIGXFSZ for itself, without {@code
 * -Xrs} SIGQUIT too, and those are at their default. Who knows that one of them was ignored lets the program's first
 * steps ignore it again ({@link Calls#ignore}). And {@code -Xrs} asks for {@code -XX:+DisableAttachMechanism}: without
 * that, such a JVM listens on a socket that stays open across exec, and its file in /tmp is never removed.
 *
 * <p>Where a launcher waits for the plan ({@link Planning}) it is the launcher that becomes the program, with its own
 * arguments, and the JVM ends.
 */
public final class Become {
    /** Room for paths, status and what statx fills in. */
    private static final int SCRATCH = 32768;

    private static final int STATUS_SIZE = 16384;

    /** The JVM opens its classes first of all, and gets the lowest descriptor that is free. */
    private static final int DESCRIPTORS = 1024;

    private Become() {}

    /**
     * Becomes {@code program}. Never returns: either the program runs in place of the JVM, or an exception says why it
     * does not.
     *
     * @param arguments what {@code /proc/PID/cmdline} shows, each char a byte
     * @throws LinuxException if neither a memfd nor an unlinked file on a tmpfs can be executed
     */
    public static void become(Program program, List<String> arguments) throws LinuxException {
        byte[] image = Image.of(program, Arch.HOST);
        if (Planning.active()) {
            Handover.handOver(image);
        }
        int size = image.length + SCRATCH;
        for (int i = 0; i < arguments.size(); i++) {
            size += arguments.get(i).length() + 24;
        }
        try (Memory memory = Memory.map(size)) {
            int fd = ImageFile.load(memory, program.name(), image);
            long empty = memory.string("");
            long argv = argumentVector(memory, arguments);
            closeClassesOnExec(memory);
            long mask = memory.allocate(2 * Long.BYTES);
            boolean changed = restoreMask(memory, mask);
            long result = Syscalls.call(Syscall.EXECVEAT, fd, empty, argv, Syscalls.environ(), At.AT_EMPTY_PATH, 0);
            if (changed) {
                setMask(mask + Long.BYTES, 0);
            }
            Syscalls.call(Syscall.CLOSE, fd);
            throw new LinuxException(
                    "cannot execute the launch program",
                    "execveat(" + fd + ", \"\", ..., AT_EMPTY_PATH)",
                    (int) -result,
                    null);
        }
    }

    /**
     * The JVM leaves the file that holds its own classes open across exec; all else that it opens it closes then. Which
     * descriptor that is, only the file tells: the others are the caller's, and the program gets them.
     */
    private static void closeClassesOnExec(Memory memory) {
        long path = memory.string(System.getProperty("java.home") + "/lib/modules");
        long classes = memory.allocate(Stat.STATX_SIZE_OF);
        long candidate = memory.allocate(Stat.STATX_SIZE_OF);
        long empty = memory.string("");
        if (Syscalls.failed(Syscalls.call(Syscall.STATX, At.AT_FDCWD, path, 0, Stat.STATX_INO, classes, 0))) {
            return; // a JVM that was not linked has its classes in single files
        }
        ByteBuffer bytes = memory.buffer();
        int a = (int) (classes - memory.address());
        int b = (int) (candidate - memory.address());
        for (int fd = 0; fd < DESCRIPTORS; fd++) {
            long result = Syscalls.call(Syscall.STATX, fd, empty, At.AT_EMPTY_PATH, Stat.STATX_INO, candidate, 0);
            if (!Syscalls.failed(result) && isSameFile(bytes, a, b)) {
                Syscalls.call(Syscall.FCNTL, fd, Fcntl.F_SETFD, Fcntl.FD_CLOEXEC);
                return;
            }
        }
    }

    private static boolean isSameFile(ByteBuffer bytes, int a, int b) {
        return bytes.getLong(a + Stat.STX_INO) == bytes.getLong(b + Stat.STX_INO)
                && bytes.getInt(a + Stat.STX_DEV_MAJOR) == bytes.getInt(b + Stat.STX_DEV_MAJOR)
                && bytes.getInt(a + Stat.STX_DEV_MINOR) == bytes.getInt(b + Stat.STX_DEV_MINOR);
    }

    /**
     * Gives this thread the signal mask that the JVM was started with, and puts the thread's own into the second word at
     * {@code mask}. The JVM changes the masks of the threads that run Java, while the first thread of the process only
     * waits for them, and /proc/self/status shows that one's. Returns false where there is no /proc.
     */
    private static boolean restoreMask(Memory memory, long mask) {
        long path = memory.string("/proc/self/status");
        long fd = Syscalls.call(Syscall.OPENAT, At.AT_FDCWD, path, Open.O_RDONLY | Open.O_CLOEXEC, 0);
        if (Syscalls.failed(fd)) {
            return false;
        }
        long text = memory.allocate(STATUS_SIZE);
        long length = Syscalls.call(Syscall.READ, fd, text, STATUS_SIZE);
        Syscalls.call(Syscall.CLOSE, fd);
        ByteBuffer bytes = memory.buffer();
        int start = (int) (text - memory.address());
        int at = indexOf(bytes, start, start + (int) length, "\nSigBlk:\t");
        if (at < 0) {
            return false;
        }
        bytes.putLong((int) (mask - memory.address()), hexadecimal(bytes, at));
        return setMask(mask, mask + Long.BYTES);
    }

    private static boolean setMask(long mask, long old) {
        return Syscalls.call(Syscall.RT_SIGPROCMASK, Sigaction.SIG_SETMASK, mask, old, Sigaction.SIGSET_SIZE) == 0;
    }

    /** Where the bytes go on behind {@code words}; -1 if those are not among them. */
    private static int indexOf(ByteBuffer bytes, int start, int end, String words) {
        for (int from = start; from + words.length() <= end; from++) {
            int matching = 0;
            while (matching < words.length() && bytes.get(from + matching) == words.charAt(matching)) {
                matching++;
            }
            if (matching == words.length()) {
                return from + matching;
            }
        }
        return -1;
    }

    private static long hexadecimal(ByteBuffer bytes, int start) {
        long value = 0;
        for (int i = start; Character.digit(bytes.get(i), 16) >= 0; i++) {
            value = value << 4 | Character.digit(bytes.get(i), 16);
        }
        return value;
    }

    private static long argumentVector(Memory memory, List<String> arguments) {
        int count = arguments.size();
        long vector = memory.allocate((count + 1) * Long.BYTES);
        for (int i = 0; i < count; i++) {
            memory.buffer()
                    .putLong((int) (vector - memory.address()) + i * Long.BYTES, memory.latin1(arguments.get(i)));
        }
        return vector;
    }
}
