package dev.alcove.namespace;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Pidfd;

/** From the JDK's handle of a process to a descriptor of it. */
final class ProcessPidfd {
    private ProcessPidfd() {}

    /**
     * Opens the process of a handle. Handles are equal if PID and start time are: so if the PID is still the handle's
     * when the descriptor is open, the descriptor is of that process.
     *
     * @throws LinuxException {@code ESRCH}: it has ended
     */
    static Pidfd open(ProcessHandle process) throws LinuxException {
        int pid = Math.toIntExact(process.pid());
        Pidfd pidfd = Pidfd.open(pid);
        if (ProcessHandle.of(pid).filter(process::equals).isPresent()) {
            return pidfd;
        }
        pidfd.close();
        throw new LinuxException(
                "cannot open process " + pid, "pidfd_open(" + pid + ", 0)", Errno.ESRCH.number(), null);
    }
}
