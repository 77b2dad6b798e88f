package dev.alcove.net;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;

/** What the kernel's refusals mean. */
final class Refusals {
    private Refusals() {}

    /** Whether what was to be taken away is not there, which also goes with what it belonged to. */
    static boolean isGone(LinuxException e) {
        return switch (e.errno().orElse(Errno.EPERM)) {
            case ENODEV, ENOENT, ESRCH, EADDRNOTAVAIL -> true;
            default -> false;
        };
    }
}
