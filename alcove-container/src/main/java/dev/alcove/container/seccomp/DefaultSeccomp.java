package dev.alcove.container.seccomp;

import dev.alcove.container.spec.LinuxSeccomp;
import dev.alcove.container.spec.LinuxSeccompArg;
import dev.alcove.container.spec.LinuxSyscall;
import dev.alcove.linux.Arch;
import dev.alcove.linux.Capability;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.Stat;
import dev.alcove.linux.raw.Tty;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The filter of a container that names none: a list of what is allowed, everything else fails with EPERM. A capability
 * that the container has brings the calls that it is good for.
 *
 * <p>A kernel reads many arguments as 32-bit numbers and drops the upper half of what a filter sees, so that to compare
 * such an argument with "not equal" as 64 bits lets the forbidden value through with an upper bit set. Here such rules
 * compare masked halves.
 */
public final class DefaultSeccomp {
    private static final String ALLOW = "SCMP_ACT_ALLOW";
    private static final int EPERM = 1;
    private static final int ENOSYS = 38;
    private static final int AF_VSOCK = 40;
    /** Address families are below it: the kernel knows 46. */
    private static final int FAMILIES = 64;

    /** The values of personality(2) that are allowed: PER_LINUX, PER_LINUX32, both with UNAME26, and the question. */
    private static final long[] PERSONALITIES = {0, 8, 0x20000, 0x20008, 0xffffffffL};

    private static final long NAMESPACES = Clone.CLONE_NEWNS
            | Clone.CLONE_NEWCGROUP
            | Clone.CLONE_NEWUTS
            | Clone.CLONE_NEWIPC
            | Clone.CLONE_NEWUSER
            | Clone.CLONE_NEWPID
            | Clone.CLONE_NEWNET;

    /** What a capability allows. */
    private record Group(Capability capability, String names) {}

    private static final List<Group> GROUPS = List.of(
            // Making and entering namespaces, and the tree of mounts.
            new Group(
                    Capability.CAP_SYS_ADMIN,
                    "bpf clone clone3 fanotify_init fsconfig fsmount fsopen fspick listmount lookup_dcookie mount"
                            + " mount_setattr move_mount open_tree open_tree_attr perf_event_open quotactl quotactl_fd"
                            + " setdomainname sethostname setns statmount syslog umount umount2 unshare"),
            // Handles pass over the directories in between: this left containers once.
            new Group(Capability.CAP_DAC_READ_SEARCH, "open_by_handle_at"),
            new Group(Capability.CAP_SYS_BOOT, "reboot"),
            new Group(Capability.CAP_SYS_CHROOT, "chroot"),
            new Group(Capability.CAP_SYS_MODULE, "delete_module finit_module init_module"),
            new Group(Capability.CAP_SYS_PACCT, "acct"),
            new Group(Capability.CAP_SYS_PTRACE, "kcmp pidfd_getfd process_madvise"),
            new Group(Capability.CAP_SYS_RAWIO, "ioperm iopl"),
            new Group(Capability.CAP_SYS_TIME, "clock_settime clock_settime64 settimeofday stime"),
            new Group(Capability.CAP_SYS_TTY_CONFIG, "vhangup"),
            // Placing memory on nodes tells of the machine and of its other users.
            new Group(Capability.CAP_SYS_NICE, "get_mempolicy mbind set_mempolicy set_mempolicy_home_node"),
            new Group(Capability.CAP_SYSLOG, "syslog"),
            new Group(Capability.CAP_BPF, "bpf"),
            new Group(Capability.CAP_PERFMON, "perf_event_open"));

    /** The kinds of files that mknod(2) makes beside devices; 0 is a regular file too. */
    private static final int[] NO_DEVICES = {0, Stat.S_IFREG, Stat.S_IFIFO, Stat.S_IFSOCK};

    private static final ConcurrentHashMap<Integer, LinuxSeccomp> PROFILES = new ConcurrentHashMap<>();
    private static final ConcurrentHashMap<Integer, SeccompFilter> FILTERS = new ConcurrentHashMap<>();

    private DefaultSeccomp() {}

    /**
     * The profile for a container whose processes may have {@code capabilities}, with the sub-architectures of {@code arch}; the same
     * object whenever the same is asked for.
     */
    public static LinuxSeccomp profile(Set<Capability> capabilities, Arch arch) {
        int key = key(capabilities, arch);
        LinuxSeccomp profile = PROFILES.get(key);
        if (profile == null) {
            profile = make(capabilities, arch);
            PROFILES.put(key, profile);
        }
        return profile;
    }

    private static LinuxSeccomp make(Set<Capability> capabilities, Arch arch) {
        List<LinuxSyscall> rules = new ArrayList<>(64);
        rules.add(allow(everyone(arch), List.of()));
        for (int i = 0; i < GROUPS.size(); i++) {
            Group group = GROUPS.get(i);
            if (capabilities.contains(group.capability())) {
                rules.add(allow(words(group.names()), List.of()));
            }
        }
        if (!capabilities.contains(Capability.CAP_SYS_ADMIN)) {
            rules.add(allow(List.of("clone"), List.of(masked(0, NAMESPACES, 0))));
            // Its flags are in memory, where a filter cannot look; ENOSYS sends libc back to clone.
            rules.add(new LinuxSyscall(List.of("clone3"), "SCMP_ACT_ERRNO", ENOSYS, List.of()));
        }
        List<String> personality = List.of("personality");
        for (int i = 0; i < PERSONALITIES.length; i++) {
            rules.add(allow(personality, List.of(new LinuxSeccompArg(0, PERSONALITIES[i], 0, "SCMP_CMP_EQ"))));
        }
        // Sockets to the hypervisor pass by every network namespace.
        allowOther(rules, "socket", 0, AF_VSOCK, 0xffffffffL & -FAMILIES, FAMILIES);
        // Typing into the terminal that the container was started from.
        allowOther(rules, "ioctl", 1, Tty.TIOCSTI, 0, 1L << 32);
        mknod(rules, capabilities.contains(Capability.CAP_SYS_ADMIN), "mknod", 1);
        mknod(rules, capabilities.contains(Capability.CAP_SYS_ADMIN), "mknodat", 2);
        return new LinuxSeccomp("SCMP_ACT_ERRNO", EPERM, architectures(arch), List.of(), null, null, rules);
    }

    /**
     * Files that are no devices, and what marks a deleted file in an overlay. With CAP_MKNOD alone a container could otherwise make, and
     * then open, any disk of the host.
     */
    private static void mknod(List<LinuxSyscall> rules, boolean admin, String name, int mode) {
        List<String> names = List.of(name);
        if (admin) {
            rules.add(allow(names, List.of()));
            return;
        }
        for (int type : NO_DEVICES) {
            rules.add(allow(names, List.of(masked(mode, Stat.S_IFMT, type))));
        }
        LinuxSeccompArg none = new LinuxSeccompArg(mode + 1, 0, 0, "SCMP_CMP_EQ");
        rules.add(allow(names, List.of(masked(mode, Stat.S_IFMT, Stat.S_IFCHR), none)));
    }

    /** The compiled filter of {@link #profile}, kept: a JVM compiles it once for the same capabilities. */
    public static SeccompFilter filter(Set<Capability> capabilities, Arch arch) {
        int key = key(capabilities, arch);
        SeccompFilter filter = FILTERS.get(key);
        if (filter == null) {
            filter = SeccompFilter.compile(profile(capabilities, arch), arch);
            FILTERS.put(key, filter);
        }
        return filter;
    }

    private static int key(Set<Capability> capabilities, Arch arch) {
        int key = arch.ordinal() << GROUPS.size();
        for (int i = 0; i < GROUPS.size(); i++) {
            if (capabilities.contains(GROUPS.get(i).capability())) {
                key |= 1 << i;
            }
        }
        return key;
    }

    private static List<String> architectures(Arch arch) {
        return switch (arch) {
            case X86_64 -> List.of("SCMP_ARCH_X86_64", "SCMP_ARCH_X86");
            case AARCH64 -> List.of("SCMP_ARCH_AARCH64", "SCMP_ARCH_ARM");
        };
    }

    private static List<String> everyone(Arch arch) {
        List<String> names = new ArrayList<>(400);
        addWords(AllowedCalls.FILES, names);
        addWords(AllowedCalls.ATTRIBUTES, names);
        addWords(AllowedCalls.EVENTS, names);
        addWords(AllowedCalls.SOCKETS, names);
        addWords(AllowedCalls.IPC, names);
        addWords(AllowedCalls.MEMORY, names);
        addWords(AllowedCalls.PROCESSES, names);
        addWords(AllowedCalls.TRACING, names);
        addWords(AllowedCalls.SIGNALS, names);
        addWords(AllowedCalls.IDENTITY, names);
        addWords(AllowedCalls.RESOURCES, names);
        addWords(AllowedCalls.TIME, names);
        addWords(AllowedCalls.RANDOMNESS, names);
        addWords(arch == Arch.X86_64 ? AllowedCalls.X86 : AllowedCalls.ARM, names);
        return names;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>(32);
        addWords(text, words);
        return words;
    }

    private static void addWords(String text, List<String> words) {
        int from = 0;
        for (int to = text.indexOf(' '); to >= 0; to = text.indexOf(' ', from)) {
            words.add(text.substring(from, to));
            from = to + 1;
        }
        words.add(text.substring(from));
    }

    /**
     * Allows a call unless the argument is {@code value}: a number differs where one of its bits does. Only the bits below
     * {@code limit}, a power of two, may differ; those of {@code zero} must be 0, and the others do not matter.
     */
    private static void allowOther(
            List<LinuxSyscall> rules, String name, int index, long value, long zero, long limit) {
        List<String> names = List.of(name);
        for (long bit = 1; bit < limit; bit <<= 1) {
            rules.add(allow(names, List.of(masked(index, zero | bit, ~value & bit))));
        }
    }

    private static LinuxSeccompArg masked(int index, long mask, long value) {
        return new LinuxSeccompArg(index, mask, value, "SCMP_CMP_MASKED_EQ");
    }

    private static LinuxSyscall allow(List<String> names, List<LinuxSeccompArg> args) {
        return new LinuxSyscall(names, ALLOW, null, args);
    }
}
