package dev.alcove.net.netns;

import dev.alcove.linux.Errno;
import dev.alcove.linux.Fd;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Descriptors;
import dev.alcove.linux.raw.Inotify;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Poll;
import dev.alcove.linux.raw.Syscalls;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells which names come and go, from when it was made. A thread that waits here holds its carrier if it is a virtual one.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/inotify.7.html">inotify(7)</a>
 */
public final class NetnsWatch implements AutoCloseable {
    private static final int EVENTS = 4096;
    private static final int TIMESPEC = EVENTS + Poll.SIZE;
    private static final long SECOND = 1_000_000_000;

    private final Charset charset;
    private final Memory memory;
    private final Fd fd;

    NetnsWatch(Charset charset) throws LinuxException {
        this.charset = charset;
        memory = Memory.map(TIMESPEC + 2 * Long.BYTES);
        try {
            fd = watch();
        } catch (LinuxException e) {
            memory.close();
            throw e;
        }
    }

    private Fd watch() throws LinuxException {
        long result = Syscalls.call(Syscall.INOTIFY_INIT1, Inotify.IN_CLOEXEC);
        if (Syscalls.failed(result)) {
            throw NetnsCalls.failure(
                    "inotify_init failed",
                    "inotify_init1(IN_CLOEXEC)",
                    result,
                    "fs.inotify.max_user_instances says how many watches a user may have");
        }
        Fd inotify = Descriptors.adopt((int) result);
        int mask = Inotify.IN_CREATE | Inotify.IN_DELETE | Inotify.IN_ONLYDIR;
        long path = memory.latin1(NetnsDirectory.PATH);
        result = Descriptors.use(inotify, number -> Syscalls.call(Syscall.INOTIFY_ADD_WATCH, number, path, mask));
        if (Syscalls.failed(result)) {
            inotify.close();
            throw NetnsCalls.failure(
                    "inotify_add_watch failed",
                    "inotify_add_watch(" + inotify + ", \"" + NetnsDirectory.PATH
                            + "\", IN_CREATE|IN_DELETE|IN_ONLYDIR)",
                    result,
                    null);
        }
        return inotify;
    }

    /**
     * Waits for events, at most as long as the timeout says; none when time is up.
     *
     * @throws LinuxException if they cannot be read
     * @throws IllegalStateException if the watch is closed
     */
    public synchronized List<NetnsEvent> receive(Duration timeout) throws LinuxException {
        if (!await(timeout)) {
            return List.of();
        }
        long length = Descriptors.use(fd, number -> Syscalls.call(Syscall.READ, number, memory.address(), EVENTS));
        if (Syscalls.failed(length)) {
            throw NetnsCalls.failure("read failed", "read(" + fd + ", ..., " + EVENTS + ")", length, null);
        }
        List<NetnsEvent> events = new ArrayList<>();
        ByteBuffer buffer = memory.buffer();
        int at = 0;
        while (at < length) {
            add(events, buffer.getInt(at + Inotify.MASK), at);
            at += Inotify.SIZE + buffer.getInt(at + Inotify.LEN);
        }
        return events;
    }

    private void add(List<NetnsEvent> events, int mask, int at) {
        if ((mask & Inotify.IN_Q_OVERFLOW) != 0) {
            events.add(new NetnsEvent(NetnsEvent.Kind.LOST, ""));
        } else if ((mask & (Inotify.IN_CREATE | Inotify.IN_DELETE)) != 0) {
            boolean created = (mask & Inotify.IN_CREATE) != 0;
            events.add(new NetnsEvent(created ? NetnsEvent.Kind.ADD : NetnsEvent.Kind.DELETE, name(at)));
        }
    }

    /** The name, which has as many NULs behind it as keep the next event aligned. */
    private String name(int at) {
        byte[] bytes = new byte[memory.buffer().getInt(at + Inotify.LEN)];
        memory.buffer().get(at + Inotify.SIZE, bytes);
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, charset);
    }

    private boolean await(Duration timeout) throws LinuxException {
        ByteBuffer buffer = memory.buffer();
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            long left = Math.max(0, end - System.nanoTime());
            buffer.putLong(TIMESPEC, left / SECOND).putLong(TIMESPEC + Long.BYTES, left % SECOND);
            long result = Descriptors.use(fd, number -> {
                buffer.putInt(EVENTS + Poll.FD, number).putInt(EVENTS + Poll.EVENTS, Poll.POLLIN);
                return Syscalls.call(Syscall.PPOLL, memory.address() + EVENTS, 1, memory.address() + TIMESPEC, 0, 0, 0);
            });
            if (!Syscalls.failed(result)) {
                return result == 1;
            }
            if (result != -Errno.EINTR.number()) {
                throw NetnsCalls.failure(
                        "cannot wait for names", "ppoll([{" + fd + ", POLLIN}], 1, ...)", result, null);
            }
        }
    }

    /** Ends the watch, when a thread that waits has come back. */
    @Override
    public synchronized void close() {
        if (fd.isOpen()) {
            fd.close();
            memory.close();
        }
    }
}
