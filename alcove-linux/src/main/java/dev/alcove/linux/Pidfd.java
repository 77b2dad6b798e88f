package dev.alcove.linux;

import dev.alcove.linux.raw.Descriptors;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Poll;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.linux.raw.Wait;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A descriptor that stands for one process, and never for another that gets the same PID later. Linux 5.3.
 *
 * <p>Safe for use by several threads. The waiting methods block the thread that calls them, a virtual one together with its
 * carrier, and do not heed {@link Thread#interrupt}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/pidfd_open.2.html">pidfd_open(2)</a>
 */
public final class Pidfd implements AutoCloseable {
    private final Fd fd;
    private final int pid;

    private Pidfd(Fd fd, int pid) {
        this.fd = fd;
        this.pid = pid;
    }

    /**
     * Opens the process that has this PID now. Whether it still is the one that was meant must be checked afterwards, unless
     * it is a child that has not been waited for.
     *
     * @throws LinuxException {@code ESRCH}: there is no such process; {@code EINVAL}: the number is not positive, or is a
     *     thread's that does not lead its process; {@code ENOSYS}: before Linux 5.3
     */
    public static Pidfd open(int pid) throws LinuxException {
        long result = Syscalls.call(Syscall.PIDFD_OPEN, pid, 0);
        if (Syscalls.failed(result)) {
            throw failure("cannot open process " + pid, "pidfd_open(" + pid + ", 0)", result);
        }
        return new Pidfd(Descriptors.adopt((int) result), pid);
    }

    /** Takes over a descriptor that {@code clone3} gave with {@code CLONE_PIDFD}; {@link #close} closes it. */
    public static Pidfd of(Fd fd, int pid) {
        return new Pidfd(fd, pid);
    }

    /** The process's number in the PID namespace of the opener. It may be another's by now if the process has been waited for. */
    public int pid() {
        return pid;
    }

    /** The descriptor, which belongs to this object. */
    public Fd fd() {
        return fd;
    }

    /**
     * Sends a signal to the process. Linux 5.1.
     *
     * @throws LinuxException {@code ESRCH}: it has ended and been waited for; {@code EPERM}: it is another user's, and
     *     {@code CAP_KILL} over its user namespace is missing
     * @see <a href="https://man7.org/linux/man-pages/man2/pidfd_send_signal.2.html">pidfd_send_signal(2)</a>
     */
    public void sendSignal(Signal signal) throws LinuxException {
        long result =
                Descriptors.use(fd, number -> Syscalls.call(Syscall.PIDFD_SEND_SIGNAL, number, signal.number(), 0, 0));
        if (Syscalls.failed(result)) {
            String call = "pidfd_send_signal(" + fd + ", " + signal + ", NULL, 0)";
            throw failure("cannot send " + signal + " to process " + pid, call, result);
        }
    }

    /** Whether the process has not ended yet. One that has ended but not been waited for, a zombie, is not alive. */
    public boolean isAlive() throws LinuxException {
        return !poll(Duration.ZERO);
    }

    /** Waits until the process has ended. It need not be a child, and is not reaped. */
    public void awaitExit() throws LinuxException {
        poll(null);
    }

    /**
     * Waits until the process has ended, but not longer than {@code timeout}. It need not be a child, and is not reaped.
     *
     * @return whether it has ended
     */
    public boolean awaitExit(Duration timeout) throws LinuxException {
        return poll(timeout);
    }

    /**
     * Waits until this child has ended, reaps it, and tells how it ended. Linux 5.4. Not for children that {@link Process}
     * stands for: the JDK reaps those itself.
     *
     * @throws LinuxException {@code ECHILD}: it is not a child of this process, or has been reaped
     * @see <a href="https://man7.org/linux/man-pages/man2/waitid.2.html">waitid(2)</a>
     */
    public WaitStatus reap() throws LinuxException {
        try (Memory memory = Memory.map(Wait.SIGINFO_SIZE)) {
            long result;
            do {
                result = Descriptors.use(
                        fd,
                        number -> Syscalls.call(
                                Syscall.WAITID,
                                Wait.P_PIDFD,
                                number,
                                memory.address(),
                                Wait.WEXITED | Wait.__WALL,
                                0,
                                0));
            } while (result == -Errno.EINTR.number());
            if (Syscalls.failed(result)) {
                String call = "waitid(P_PIDFD, " + fd + ", ..., WEXITED|__WALL, NULL)";
                throw failure("cannot wait for process " + pid, call, result);
            }
            ByteBuffer siginfo = memory.buffer();
            return WaitStatus.ofSiginfo(siginfo.getInt(Wait.SI_CODE), siginfo.getInt(Wait.SI_STATUS));
        }
    }

    @Override
    public void close() {
        fd.close();
    }

    @Override
    public String toString() {
        return "process " + pid + " (" + fd + ")";
    }

    /** A pidfd becomes readable when its process has ended. No timeout: for as long as it takes. */
    private boolean poll(@Nullable Duration timeout) throws LinuxException {
        long start = System.nanoTime();
        try (Memory memory = Memory.map(Poll.SIZE + 2L * Long.BYTES)) {
            long timespec = timeout == null ? 0 : memory.address() + Poll.SIZE;
            while (true) {
                if (timeout != null) {
                    putTimespec(memory.buffer(), remaining(timeout, start));
                }
                long result = Descriptors.use(fd, number -> {
                    memory.buffer().putInt(Poll.FD, number).putShort(Poll.EVENTS, (short) Poll.POLLIN);
                    return Syscalls.call(Syscall.PPOLL, memory.address(), 1, timespec, 0);
                });
                if (!Syscalls.failed(result)) {
                    return result == 1;
                }
                if (result != -Errno.EINTR.number()) {
                    throw failure("cannot wait for process " + pid, "ppoll([{" + fd + ", POLLIN}], 1, ...)", result);
                }
            }
        }
    }

    private static Duration remaining(Duration timeout, long start) {
        Duration rest = timeout.minusNanos(System.nanoTime() - start);
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    private static void putTimespec(ByteBuffer memory, Duration time) {
        memory.putLong(Poll.SIZE, time.getSeconds()).putLong(Poll.SIZE + Long.BYTES, time.getNano());
    }

    private static LinuxException failure(String attempt, String call, long result) {
        return new LinuxException(attempt, call, (int) -result, null);
    }
}
