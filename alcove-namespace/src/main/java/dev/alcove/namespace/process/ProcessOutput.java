package dev.alcove.namespace.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a process writes to its standard output or error, for us to read. What is in the pipe when the process has ended
 * stays readable, while the descriptor itself goes as soon as nobody can write to the pipe any more: who does not read
 * and does not close loses no descriptors.
 */
public final class ProcessOutput extends InputStream implements Poller.Watcher {
    private static final byte[] NOTHING = {};
    private static final int TRIES = 10;

    private static final class Holder {
        static final Cleaner CLEANER = Cleaner.create();
    }

    private final PipeEnd pipe;

    /** One thread reads at a time, however long it waits. */
    private final ReentrantLock readers = new ReentrantLock();

    /** What was in the pipe when the process had ended; guarded by {@link #readers}. */
    private byte[] rest = NOTHING;

    private int restOffset;
    private boolean ended;

    /** How often the process's end was looked at. */
    private int tries;

    private volatile boolean closed;

    public ProcessOutput(PipeEnd pipe) {
        this.pipe = pipe;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        readers.lock();
        try {
            if (closed) {
                throw new IOException("Stream closed");
            }
            if (length == 0) {
                return 0;
            }
            int count = Math.min(length, rest.length - restOffset);
            if (count > 0) {
                System.arraycopy(rest, restOffset, bytes, offset, count);
                restOffset += count;
            } else if (!ended) {
                count = pipe.transfer(bytes, offset, length);
                if (count == 0) {
                    end();
                }
            }
            return count == 0 ? -1 : count;
        } finally {
            readers.unlock();
        }
    }

    @Override
    public int available() throws IOException {
        if (closed) {
            throw new IOException("Stream closed");
        }
        if (!readers.tryLock()) {
            return pipe.available();
        }
        try {
            return rest.length - restOffset + pipe.available();
        } finally {
            readers.unlock();
        }
    }

    /** Ends a read that another thread waits in. */
    @Override
    public void close() throws IOException {
        closed = true;
        pipe.close();
    }

    /** The process has ended. Somebody who is reading finds the end by themselves. */
    @Override
    public void ready() throws IOException {
        if (closed) {
            return;
        }
        if (readers.tryLock()) {
            try {
                if (!ended) {
                    drain();
                }
            } catch (IOException e) {
                if (!closed) { // else somebody has closed it meanwhile
                    throw e;
                }
            } finally {
                readers.unlock();
            }
        }
        if (pipe.isOpen()) {
            linger();
        }
    }

    /**
     * Somebody else holds the other end. That may be a child of another thread, which closes it in a moment; else it is
     * a process that the ended one has left behind, and the pipe stays open until it is closed or forgotten.
     */
    private void linger() throws IOException {
        if (tries++ < TRIES) {
            Poller.instance().again(this);
            return;
        }
        PipeEnd open = pipe;
        Holder.CLEANER.register(this, () -> {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Takes what is in the pipe now, and not what somebody may go on to write. */
    private void drain() throws IOException {
        int left = pipe.available();
        byte[] drained = Arrays.copyOfRange(rest, restOffset, rest.length + left);
        int size = rest.length - restOffset;
        while (left > 0) {
            int count = pipe.attempt(drained, size, left);
            size += count;
            left -= count;
        }
        rest = Arrays.copyOf(drained, size);
        restOffset = 0;
        if (pipe.isAtEnd()) {
            end();
        }
    }

    private void end() throws IOException {
        ended = true;
        pipe.close();
    }
}
