package dev.alcove.linux.raw;

import dev.alcove.linux.Errno;
import dev.alcove.linux.Fd;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import java.io.UncheckedIOException;

/** The one kind of {@link Fd}: a number, how many calls use it at this moment, and whether it is to be closed. */
public final class OpenFd implements Fd {
    private final int number;
    private int users;
    private boolean closed;

    OpenFd(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    synchronized void enter() {
        if (closed) {
            throw new IllegalStateException(this + " is closed");
        }
        users++;
    }

    void leave() {
        boolean last;
        synchronized (this) {
            users--;
            last = closed && users == 0;
        }
        if (last) {
            closeNumber();
        }
    }

    @Override
    public synchronized boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() {
        boolean now;
        synchronized (this) {
            now = !closed && users == 0;
            closed = true;
        }
        if (now) {
            closeNumber();
        }
    }

    private void closeNumber() {
        long result = Syscalls.call(Syscall.CLOSE, number);
        if (Syscalls.failed(result) && result != -Errno.EINTR.number()) {
            throw new UncheckedIOException(
                    new LinuxException("cannot close a descriptor", "close(" + number + ")", (int) -result, null));
        }
    }

    @Override
    public String toString() {
        return "fd " + number;
    }
}
