package dev.alcove.container.engine;

import dev.alcove.container.spec.LinuxCapabilities;
import dev.alcove.container.spec.Mount;
import java.util.List;

/**
 * What a container has unless somebody says otherwise, as with Docker: mounts of the kernel's own file systems, what of them is hidden,
 * and the capabilities.
 */
public final class Defaults {
    /** The directories in which commands are looked for. */
    public static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** What of {@code /proc} and {@code /sys} cannot be read. */
    public static final List<String> MASKED_PATHS = List.of(
            "/proc/acpi",
            "/proc/asound",
            "/proc/interrupts",
            "/proc/kcore",
            "/proc/keys",
            "/proc/latency_stats",
            "/proc/sched_debug",
            "/proc/scsi",
            "/proc/timer_list",
            "/proc/timer_stats",
            "/sys/devices/virtual/powercap",
            "/sys/firmware");

    /** What of {@code /proc} cannot be written. */
    public static final List<String> READONLY_PATHS =
            List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

    /**
     * The capabilities of a container's root: Docker's but CAP_MKNOD, since there is no cgroup of devices that would keep it from those
     * of the host unless the spec asks for one.
     */
    public static final List<String> CAPABILITIES = List.of(
            "CAP_AUDIT_WRITE",
            "CAP_CHOWN",
            "CAP_DAC_OVERRIDE",
            "CAP_FOWNER",
            "CAP_FSETID",
            "CAP_KILL",
            "CAP_NET_BIND_SERVICE",
            "CAP_NET_RAW",
            "CAP_SETFCAP",
            "CAP_SETGID",
            "CAP_SETPCAP",
            "CAP_SETUID",
            "CAP_SYS_CHROOT");

    private Defaults() {}

    /** The sets of capabilities of a process that is root, or of another, for which they are only a bound. */
    public static LinuxCapabilities capabilities(List<String> names, boolean root) {
        List<String> own = root ? names : List.of();
        return new LinuxCapabilities(names, own, List.of(), own, List.of());
    }

    /**
     * The file systems of the kernel.
     *
     * @param ownNetwork whether the network namespace is the container's own, without which the kernel gives it no sysfs
     * @param ownIpc the same for the ipc namespace and mqueue
     * @param ttyGroup whether the container has a group 5, to which terminals belong
     */
    public static List<Mount> mounts(boolean ownNetwork, boolean ownIpc, boolean ttyGroup) {
        String[] terminals = {"nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"};
        return List.of(
                Mount.of("proc", "proc", "/proc", "nosuid", "noexec", "nodev"),
                Mount.of("tmpfs", "tmpfs", "/dev", "nosuid", "strictatime", "mode=755", "size=65536k"),
                Mount.of(
                        "devpts",
                        "devpts",
                        "/dev/pts",
                        ttyGroup ? terminals : java.util.Arrays.copyOf(terminals, terminals.length - 1)),
                Mount.of("tmpfs", "shm", "/dev/shm", "nosuid", "noexec", "nodev", "mode=1777", "size=65536k"),
                ownIpc
                        ? Mount.of("mqueue", "mqueue", "/dev/mqueue", "nosuid", "noexec", "nodev")
                        : Mount.bind("/dev/mqueue", "/dev/mqueue", "bind", "nosuid", "noexec", "nodev"),
                ownNetwork
                        ? Mount.of("sysfs", "sysfs", "/sys", "nosuid", "noexec", "nodev", "ro")
                        : Mount.bind("/sys", "/sys", "rbind", "nosuid", "noexec", "nodev", "rro"));
    }
}
