package dev.alcove.namespace.process;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/** What we write for a process to read from its standard input. */
public final class ProcessInput extends OutputStream {
    private final PipeEnd pipe;

    /** One thread writes at a time, however long it waits. */
    private final ReentrantLock writers = new ReentrantLock();

    public ProcessInput(PipeEnd pipe) {
        this.pipe = pipe;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        writers.lock();
        try {
            int done = 0;
            while (done < length) {
                done += pipe.transfer(bytes, offset + done, length - done);
            }
        } finally {
            writers.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        pipe.close();
    }
}
