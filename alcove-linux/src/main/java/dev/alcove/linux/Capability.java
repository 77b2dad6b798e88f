package dev.alcove.linux;

import java.util.Locale;
import java.util.Optional;

/**
 * The capabilities into which Linux divides root's power, each at the place of its number, 0 to 40.
 *
 * <p>Source: {@code linux/capability.h}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/capabilities.7.html">capabilities(7)</a>
 */
public enum Capability {
    /** Change a file's owner and group at will. */
    CAP_CHOWN,
    /** Pass over the permission bits of files. */
    CAP_DAC_OVERRIDE,
    /** Pass over the permission bits for reading files and searching directories. */
    CAP_DAC_READ_SEARCH,
    /** Do with any file what is its owner's to do. */
    CAP_FOWNER,
    /** Keep set-user-ID and set-group-ID bits when a file changes. */
    CAP_FSETID,
    /** Signal any process. */
    CAP_KILL,
    /** Take on any group ID; write gid maps. */
    CAP_SETGID,
    /** Take on any user ID; write uid maps. */
    CAP_SETUID,
    /** Drop from the bounding set; raise from it into the inheritable set; change securebits. */
    CAP_SETPCAP,
    /** Set the immutable and append-only attributes of files. */
    CAP_LINUX_IMMUTABLE,
    /** Bind ports below 1024. */
    CAP_NET_BIND_SERVICE,
    /** Broadcast and multicast; unused. */
    CAP_NET_BROADCAST,
    /** Configure the network. */
    CAP_NET_ADMIN,
    /** Use raw and packet sockets. */
    CAP_NET_RAW,
    /** Lock memory. */
    CAP_IPC_LOCK,
    /** Pass over the permission bits of System V IPC objects. */
    CAP_IPC_OWNER,
    /** Load kernel modules. */
    CAP_SYS_MODULE,
    /** Use I/O ports and raw memory. */
    CAP_SYS_RAWIO,
    /** Call {@code chroot}, and {@code setns} on mount namespaces. */
    CAP_SYS_CHROOT,
    /** Trace and inspect any process. */
    CAP_SYS_PTRACE,
    /** Turn process accounting on and off. */
    CAP_SYS_PACCT,
    /** Mount, create namespaces, and much else. */
    CAP_SYS_ADMIN,
    /** Reboot, load another kernel. */
    CAP_SYS_BOOT,
    /** Raise priorities, set affinity of any process. */
    CAP_SYS_NICE,
    /** Pass over resource limits. */
    CAP_SYS_RESOURCE,
    /** Set the clock. */
    CAP_SYS_TIME,
    /** Configure virtual terminals. */
    CAP_SYS_TTY_CONFIG,
    /** Create device nodes. */
    CAP_MKNOD,
    /** Take leases on any file. */
    CAP_LEASE,
    /** Write to the audit log. */
    CAP_AUDIT_WRITE,
    /** Configure auditing. */
    CAP_AUDIT_CONTROL,
    /** Give capabilities to files; map the parent namespace's user 0, Linux 5.12. */
    CAP_SETFCAP,
    /** Pass over mandatory access control; Smack. */
    CAP_MAC_OVERRIDE,
    /** Configure mandatory access control; Smack. */
    CAP_MAC_ADMIN,
    /** Read the kernel's log and its addresses. */
    CAP_SYSLOG,
    /** Set alarms that wake the machine. */
    CAP_WAKE_ALARM,
    /** Keep the machine from suspending. */
    CAP_BLOCK_SUSPEND,
    /** Read the audit log. */
    CAP_AUDIT_READ,
    /** Observe performance; Linux 5.8. */
    CAP_PERFMON,
    /** Use privileged BPF operations; Linux 5.8. */
    CAP_BPF,
    /** Checkpoint and restore processes, choose PIDs for clone3; Linux 5.9. */
    CAP_CHECKPOINT_RESTORE;

    private static final Capability[] BY_NUMBER = values();

    /** The number, and the place of the bit in a set, 0 to 40. */
    public int number() {
        return ordinal();
    }

    /** The capability with this number; empty if it has no name here. */
    public static Optional<Capability> of(int number) {
        return number >= 0 && number < BY_NUMBER.length ? Optional.of(BY_NUMBER[number]) : Optional.empty();
    }

    /** The capability of this name, with or without {@code CAP_}, in any case: {@code CAP_SYS_ADMIN}, {@code sys_admin}. */
    public static Optional<Capability> ofName(String name) {
        String full = name.toUpperCase(Locale.ROOT);
        if (!full.startsWith("CAP_")) {
            full = "CAP_" + full;
        }
        for (Capability capability : BY_NUMBER) {
            if (capability.name().equals(full)) {
                return Optional.of(capability);
            }
        }
        return Optional.empty();
    }
}
