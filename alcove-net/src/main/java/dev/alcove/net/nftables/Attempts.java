package dev.alcove.net.nftables;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What is done again when somebody else has changed the rules meanwhile. Who has failed several times waits a little, for a random
 * time, so that one of those who get into each other's way gets through.
 */
final class Attempts {
    private static final int MOST = 200;
    private static final int WITHOUT_PAUSE = 3;
    private static final int LONGEST_PAUSE_MS = 50;

    private final String what;
    private int made;

    /**
     * @param what is attempted, for the message when it is given up: {@code cannot list NAT}
     */
    Attempts(String what) {
        this.what = what;
    }

    /**
     * Begins an attempt, perhaps after a pause.
     *
     * @throws LinuxException {@code ERESTART}: there have been too many
     * @throws InterruptedIOException if the thread is interrupted
     */
    void next() throws IOException {
        if (made == MOST) {
            throw new LinuxException(
                    what, "netfilter transaction", Errno.ERESTART.number(), "the rules keep changing: try again");
        }
        made++;
        if (made > WITHOUT_PAUSE) {
            try {
                Thread.sleep(ThreadLocalRandom.current().nextInt(Math.min(made, LONGEST_PAUSE_MS)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException(what + ": interrupted");
            }
        }
    }
}
