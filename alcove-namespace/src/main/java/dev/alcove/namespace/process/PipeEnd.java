package dev.alcove.namespace.process;

import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Epoll;
import dev.alcove.linux.raw.Fcntl;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Poll;
import dev.alcove.linux.raw.Syscalls;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Our end of a pipe to a process. System calls on it never wait: a thread that finds the pipe empty or full parks until
 * the {@link Poller} or {@link #close} wakes it. The descriptor is used and closed only under a lock, because its number
 * may belong to another file as soon as it is closed.
 */
public final class PipeEnd {
    /** The {@code ioctl} that tells how many bytes can be read: {@code asm-generic/ioctls.h}. */
    private static final int FIONREAD = 0x541b;

    private static final int EINTR = 4;
    private static final int EAGAIN = 11;
    private static final int MUST_WAIT = -1;

    private final ReentrantLock lock = new ReentrantLock();
    private final boolean reading;
    private int fd;
    private boolean nonBlocking;
    private @Nullable Waiter waiter;

    private PipeEnd(int fd, boolean reading) {
        this.fd = fd;
        this.reading = reading;
    }

    public static PipeEnd toRead(int fd) {
        return new PipeEnd(fd, true);
    }

    public static PipeEnd toWrite(int fd) {
        return new PipeEnd(fd, false);
    }

    /** A thread that waits, and the key under which the poller knows of it. */
    private static final class Waiter implements Poller.Watcher {
        private final Thread thread = Thread.currentThread();
        private volatile boolean woken;
        private long key;

        @Override
        public void ready() {
            woken = true;
            LockSupport.unpark(thread);
        }

        /** An interrupt neither ends the wait nor gets lost, as with the JDK's streams of processes. */
        void park() {
            boolean interrupted = false;
            while (!woken) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                thread.interrupt();
            }
        }
    }

    /**
     * Reads or writes what can be read or written at once, after waiting until that is something.
     *
     * @return how many bytes; 0 at the end of what is read
     */
    public int transfer(byte[] bytes, int offset, int length) throws IOException {
        while (true) {
            Waiter waiting;
            lock.lock();
            try {
                int count = attempt(bytes, offset, length);
                if (count != MUST_WAIT) {
                    return count;
                }
                waiting = await();
            } finally {
                lock.unlock();
            }
            waiting.park();
            forget(waiting);
        }
    }

    /** As {@link #transfer}, but without waiting: -1 when it would have to. */
    public int attempt(byte[] bytes, int offset, int length) throws IOException {
        lock.lock();
        try {
            if (fd < 0) {
                throw new IOException("Stream closed");
            }
            Memory memory = NativeBuffers.take();
            try {
                int size = Math.min(length, NativeBuffers.SIZE);
                if (!reading) {
                    memory.buffer().put(0, bytes, offset, size);
                }
                int count = call(memory, size);
                if (reading && count > 0) {
                    memory.buffer().get(0, bytes, offset, count);
                }
                return count;
            } finally {
                NativeBuffers.give(memory);
            }
        } finally {
            lock.unlock();
        }
    }

    private int call(Memory memory, int size) throws LinuxException {
        if (!nonBlocking) {
            Syscalls.call(Syscall.FCNTL, fd, Fcntl.F_SETFL, Open.O_NONBLOCK);
            nonBlocking = true;
        }
        Syscall syscall = reading ? Syscall.READ : Syscall.WRITE;
        long result;
        do {
            result = Syscalls.call(syscall, fd, memory.address(), size);
        } while (result == -EINTR);
        if (result == -EAGAIN) {
            return MUST_WAIT;
        }
        if (Syscalls.failed(result)) {
            String name = syscall.callName();
            throw new LinuxException(
                    name + " failed on a pipe to a process",
                    name + "(" + fd + ", ..., " + size + ")",
                    (int) -result,
                    null);
        }
        return (int) result;
    }

    private Waiter await() throws LinuxException {
        Waiter waiting = new Waiter();
        waiting.key = Poller.instance().watch(fd, reading ? Epoll.EPOLLIN : Epoll.EPOLLOUT, waiting);
        waiter = waiting;
        return waiting;
    }

    private void forget(Waiter done) throws LinuxException {
        lock.lock();
        try {
            if (waiter == done) {
                waiter = null;
                Poller.instance().forget(fd, done.key);
            }
        } finally {
            lock.unlock();
        }
    }

    public boolean isOpen() {
        lock.lock();
        try {
            return fd >= 0;
        } finally {
            lock.unlock();
        }
    }

    /** How many bytes are in the pipe; 0 if it is closed. */
    public int available() throws LinuxException {
        lock.lock();
        try {
            Memory memory = NativeBuffers.take();
            try {
                long result = fd < 0 ? -1 : Syscalls.call(Syscall.IOCTL, fd, FIONREAD, memory.address());
                return result < 0 ? 0 : memory.buffer().getInt(0);
            } finally {
                NativeBuffers.give(memory);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether the pipe is empty, and nobody can write to it any more. */
    public boolean isAtEnd() throws LinuxException {
        lock.lock();
        try {
            Memory memory = NativeBuffers.take();
            try {
                memory.buffer()
                        .putInt(Poll.FD, fd)
                        .putInt(Poll.EVENTS, Poll.POLLIN)
                        .putLong(Poll.SIZE, 0)
                        .putLong(Poll.SIZE + Long.BYTES, 0);
                Syscalls.call(Syscall.PPOLL, memory.address(), 1, memory.address() + Poll.SIZE, 0);
                return memory.buffer().getShort(Poll.REVENTS) == Poll.POLLHUP;
            } finally {
                NativeBuffers.give(memory);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes the pipe; who waits on it is told so. */
    public void close() throws LinuxException {
        lock.lock();
        try {
            Waiter waiting = waiter;
            if (waiting != null) {
                waiter = null;
                Poller.instance().forget(fd, waiting.key);
                waiting.ready();
            }
            if (fd >= 0) {
                Syscalls.call(Syscall.CLOSE, fd);
                fd = -1;
            }
        } finally {
            lock.unlock();
        }
    }
}
