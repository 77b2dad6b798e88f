package dev.alcove.net.topology;

import java.io.IOException;
import java.io.InterruptedIOException;

/** Work that can be interrupted, for callers that only know failures of input and output. */
final class Interrupts {
    private Interrupts() {}

    /** Some work. */
    interface Work<T> {
        T call() throws IOException, InterruptedException;
    }

    static <T> T call(Work<T> work) throws IOException {
        try {
            return work.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while a topology was changed");
            interrupted.initCause(e);
            throw interrupted;
        }
    }
}
