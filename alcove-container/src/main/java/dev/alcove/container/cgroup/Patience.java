package dev.alcove.container.cgroup;

/** Waits a little longer each time, for so many seconds in all. */
final class Patience {
    private static final long LONGEST_MILLIS = 50;

    private final long end;
    private long millis = 1;

    Patience(int seconds) {
        end = System.nanoTime() + seconds * 1_000_000_000L;
    }

    /** Whether there still is time; an interrupt ends it, and stays set. */
    boolean more() {
        if (System.nanoTime() >= end) {
            return false;
        }
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        millis = Math.min(LONGEST_MILLIS, millis * 2);
        return true;
    }
}
