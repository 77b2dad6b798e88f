package dev.alcove.container.seccomp;

import dev.alcove.container.spec.LinuxSeccomp;
import dev.alcove.container.spec.LinuxSeccompArg;
import dev.alcove.container.spec.LinuxSyscall;
import dev.alcove.linux.Arch;
import dev.alcove.linux.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The profile of containers that name none: what programs need is allowed, everything else is EPERM, and what came after this profile
 * ENOSYS, so that C libraries fall back. Stricter than Docker's in four things: no x32, no {@code TIOCSTI}, no keyrings even for those
 * with CAP_SYS_ADMIN, no device nodes for those without.
 */
public final class DefaultSeccomp {
    private static final int ENOSYS = 38;

    /** What the kernel itself says where {@code dev.tty.legacy_tiocsti} is 0. */
    private static final int EIO = 5;

    /** All {@code CLONE_NEW*} of clone(2) and unshare(2): linux/sched.h. */
    private static final long CLONE_NEW = 0x7e020000L;

    private static final int AF_VSOCK = 40;

    /** The bits of a mode that say what kind of file it is, and the kinds: inode(7). */
    private static final int S_IFMT = 0170000;

    private static final int S_IFCHR = 0020000;
    private static final int[] NO_DEVICES = {0, 0100000, 0010000, 0140000};
    private static final int TIOCSTI = 0x5412;
    private static final int TIOCLINUX = 0x541c;

    /** The personalities that change nothing of a process's rights, and the question for the present one: personality(2). */
    private static final long[] PERSONALITIES = {0, 8, 0x20000, 0x20008, 0xffffffffL};

    /** Files and directories, by path and by descriptor. */
    private static final String FILES = "access chdir chmod chown chown32 close close_range copy_file_range creat dup dup2 dup3"
            + " faccessat faccessat2 fadvise64 fadvise64_64 fallocate fchdir fchmod fchmodat fchmodat2 fchown fchown32 fchownat"
            + " fcntl fcntl64 fdatasync fgetxattr flistxattr flock fremovexattr fsetxattr fstat fstat64 fstatat64 fstatfs fstatfs64"
            + " fsync ftruncate ftruncate64 futimesat getcwd getdents getdents64 getxattr getxattrat inotify_add_watch inotify_init"
            + " inotify_init1 inotify_rm_watch lchown lchown32 lgetxattr link linkat listxattr listxattrat llistxattr"
            + " lremovexattr lseek _llseek lsetxattr lstat lstat64 mkdir mkdirat name_to_handle_at newfstatat open openat"
            + " openat2 pread64 preadv preadv2 pwrite64 pwritev pwritev2 read readahead readlink readlinkat readv removexattr"
            + " removexattrat rename renameat renameat2 rmdir sendfile sendfile64 setxattr setxattrat splice stat stat64 statfs"
            + " statfs64 statx symlink symlinkat sync sync_file_range sync_file_range2 syncfs tee truncate truncate64 umask unlink"
            + " unlinkat utime utimensat utimensat_time64 utimes vmsplice write writev file_getattr";

    /** Memory, processes and threads, who they are, how they are scheduled. */
    private static final String PROCESSES = "alarm arch_prctl arm_fadvise64_64 brk capget capset execve execveat exit exit_group fork"
            + " futex futex_requeue futex_time64 futex_wait futex_waitv futex_wake get_robust_list get_thread_area getcpu getegid"
            + " getegid32 geteuid geteuid32 getgid getgid32 getgroups getgroups32 getpgid getpgrp getpid getppid getpriority"
            + " getrandom getresgid getresgid32 getresuid getresuid32 getrlimit getrusage getsid gettid getuid getuid32"
            + " ioprio_get ioprio_set kill landlock_add_rule landlock_create_ruleset landlock_restrict_self madvise"
            + " map_shadow_stack membarrier memfd_create memfd_secret mincore mlock mlock2 mlockall mmap mmap2 modify_ldt"
            + " mprotect mremap mseal msync munlock munlockall munmap pidfd_open pidfd_send_signal pkey_alloc pkey_free"
            + " pkey_mprotect prctl prlimit64 process_mrelease remap_file_pages restart_syscall rseq rt_sigaction rt_sigpending"
            + " rt_sigprocmask rt_sigqueueinfo rt_sigreturn rt_sigsuspend rt_sigtimedwait rt_sigtimedwait_time64"
            + " rt_tgsigqueueinfo sched_get_priority_max sched_get_priority_min sched_getaffinity sched_getattr sched_getparam"
            + " sched_getscheduler sched_rr_get_interval sched_rr_get_interval_time64 sched_setaffinity sched_setattr"
            + " sched_setparam sched_setscheduler sched_yield seccomp set_robust_list set_thread_area set_tid_address setfsgid"
            + " setfsgid32 setfsuid setfsuid32 setgid setgid32 setgroups setgroups32 setpgid setpriority setregid setregid32"
            + " setresgid setresgid32 setresuid setresuid32 setreuid setreuid32 setrlimit setsid setuid setuid32 sigaltstack"
            + " signal sigaction signalfd signalfd4 sigpending sigprocmask sigreturn sigsuspend sysinfo tgkill tkill ugetrlimit"
            + " uname vfork wait4 waitid waitpid cachestat lsm_get_self_attr lsm_list_modules ptrace"
            + " process_vm_readv process_vm_writev";

    /** Waiting, time, and what passes between processes; the network. */
    private static final String COMMUNICATION = "_newselect accept accept4 bind clock_getres clock_getres_time64 clock_gettime"
            + " clock_gettime64 clock_nanosleep clock_nanosleep_time64 connect epoll_create epoll_create1 epoll_ctl"
            + " epoll_ctl_old epoll_pwait epoll_pwait2 epoll_wait epoll_wait_old eventfd eventfd2 getitimer getpeername"
            + " getsockname getsockopt gettimeofday io_cancel io_destroy io_getevents io_pgetevents io_pgetevents_time64"
            + " io_setup io_submit ipc listen mq_getsetattr mq_notify mq_open mq_timedreceive mq_timedreceive_time64"
            + " mq_timedsend mq_timedsend_time64 mq_unlink msgctl msgget msgrcv msgsnd nanosleep pause pipe pipe2 poll ppoll"
            + " ppoll_time64 pselect6 pselect6_time64 recv recvfrom recvmmsg recvmmsg_time64 recvmsg select semctl semget semop"
            + " semtimedop semtimedop_time64 send sendmmsg sendmsg sendto setitimer setsockopt shmat shmctl shmdt shmget"
            + " shutdown socketcall socketpair time timer_create timer_delete timer_getoverrun timer_gettime"
            + " timer_gettime64 timer_settime timer_settime64 timerfd_create timerfd_gettime timerfd_gettime64 timerfd_settime"
            + " timerfd_settime64 times fanotify_mark adjtimex clock_adjtime clock_adjtime64";

    /** Calls that are for those with a capability. */
    private static final String[][] CAPABLE = {
        {"CAP_SYS_ADMIN", "bpf fanotify_init fsconfig fsmount fsopen fspick listmount lookup_dcookie lsm_set_self_attr mount"
                + " mount_setattr move_mount open_tree open_tree_attr perf_event_open pivot_root quotactl quotactl_fd setdomainname"
                + " sethostname setns statmount swapoff swapon syslog umount umount2 unshare"},
        {"CAP_DAC_READ_SEARCH", "open_by_handle_at"},
        {"CAP_SYS_BOOT", "reboot kexec_load kexec_file_load"},
        {"CAP_SYS_CHROOT", "chroot"},
        {"CAP_SYS_MODULE", "delete_module finit_module init_module"},
        {"CAP_SYS_PACCT", "acct"},
        {"CAP_SYS_PTRACE", "kcmp pidfd_getfd process_madvise"},
        {"CAP_SYS_RAWIO", "ioperm iopl"},
        {"CAP_SYS_TIME", "clock_settime clock_settime64 settimeofday stime"},
        {"CAP_SYS_TTY_CONFIG", "vhangup"},
        {"CAP_SYS_NICE", "get_mempolicy mbind set_mempolicy set_mempolicy_home_node move_pages migrate_pages"},
        {"CAP_SYSLOG", "syslog"},
        {"CAP_BPF", "bpf"},
        {"CAP_PERFMON", "perf_event_open"}
    };

    private DefaultSeccomp() {}

    /** The profile for a container with these capabilities. */
    public static LinuxSeccomp profile(Set<Capability> capabilities, Arch arch) {
        List<LinuxSyscall> rules = new ArrayList<>();
        boolean admin = capabilities.contains(Capability.CAP_SYS_ADMIN);
        allow(rules, FILES);
        allow(rules, PROCESSES);
        allow(rules, COMMUNICATION);
        for (String[] group : CAPABLE) {
            if (Capability.ofName(group[0]).filter(capabilities::contains).isPresent()) {
                allow(rules, group[1]);
            }
        }
        for (long personality : PERSONALITIES) {
            allowIf(rules, "personality", 0, "SCMP_CMP_EQ", personality, 0);
        }
        // A socket to the hypervisor passes every network namespace by.
        allowIf(rules, "socket", 0, "SCMP_CMP_NE", AF_VSOCK, 0);
        // What would push characters into a terminal that others read: the rule is for those that are not denied.
        deny(rules, "ioctl", TIOCSTI);
        deny(rules, "ioctl", TIOCLINUX);
        rules.add(new LinuxSyscall(List.of("ioctl"), "SCMP_ACT_ALLOW", null, List.of(
                argument(1, "SCMP_CMP_GE", 0, 0))));
        mknod(rules, admin, "mknod", 1);
        mknod(rules, admin, "mknodat", 2);
        if (admin) {
            allow(rules, "clone clone3");
        } else {
            allowIf(rules, "clone", 0, "SCMP_CMP_MASKED_EQ", CLONE_NEW, 0);
            // Its flags are in memory, where a filter does not look; C libraries know what to do.
            rules.add(new LinuxSyscall(List.of("clone3"), "SCMP_ACT_ERRNO", ENOSYS, List.of()));
        }
        List<String> architectures =
                arch == Arch.X86_64 ? List.of("SCMP_ARCH_X86_64", "SCMP_ARCH_X86") : List.of("SCMP_ARCH_AARCH64");
        return new LinuxSeccomp("SCMP_ACT_ERRNO", null, architectures, List.of(), null, null, rules);
    }

    /**
     * Files that are no devices, and what marks a deleted file in an overlay. With CAP_MKNOD alone a container could otherwise make, and
     * then open, any disk of the host.
     */
    private static void mknod(List<LinuxSyscall> rules, boolean admin, String name, int mode) {
        if (admin) {
            allow(rules, name);
            return;
        }
        for (int type : NO_DEVICES) {
            allowIf(rules, name, mode, "SCMP_CMP_MASKED_EQ", S_IFMT, type);
        }
        rules.add(new LinuxSyscall(
                List.of(name),
                "SCMP_ACT_ALLOW",
                null,
                List.of(
                        argument(mode, "SCMP_CMP_MASKED_EQ", S_IFMT, S_IFCHR),
                        argument(mode + 1, "SCMP_CMP_EQ", 0, 0))));
    }

    private static void allow(List<LinuxSyscall> rules, String names) {
        rules.add(new LinuxSyscall(List.of(names.split(" ")), "SCMP_ACT_ALLOW", null, List.of()));
    }

    private static void allowIf(List<LinuxSyscall> rules, String name, int index, String op, long value, long valueTwo) {
        rules.add(new LinuxSyscall(
                List.of(name), "SCMP_ACT_ALLOW", null, List.of(argument(index, op, value, valueTwo))));
    }

    /** The kernel looks at the low 32 bits of an ioctl's number only. */
    private static void deny(List<LinuxSyscall> rules, String name, long command) {
        rules.add(new LinuxSyscall(
                List.of(name),
                "SCMP_ACT_ERRNO",
                EIO,
                List.of(argument(1, "SCMP_CMP_MASKED_EQ", 0xffff_ffffL, command))));
    }

    private static LinuxSeccompArg argument(int index, String op, long value, long valueTwo) {
        return new LinuxSeccompArg(index, value, valueTwo, op);
    }
}
