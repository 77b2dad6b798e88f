package dev.alcove.linux;

/**
 * The system calls that Alcove knows, with their number on each architecture. Only calls that both have are here:
 * {@code openat} and not {@code open}, {@code dup3} and not {@code dup2}.
 *
 * <p>Source: {@code asm/unistd_64.h} and {@code asm-generic/unistd.h}.
 */
public enum Syscall {
    READ(0, 63),
    WRITE(1, 64),
    CLOSE(3, 57),
    FSTAT(5, 80),
    LSEEK(8, 62),
    MMAP(9, 222),
    MPROTECT(10, 226),
    MUNMAP(11, 215),
    RT_SIGACTION(13, 134),
    RT_SIGPROCMASK(14, 135),
    IOCTL(16, 29),
    PREAD64(17, 67),
    PWRITE64(18, 68),
    WRITEV(20, 66),
    SCHED_YIELD(24, 124),
    MREMAP(25, 216),
    MADVISE(28, 233),
    DUP(32, 23),
    NANOSLEEP(35, 101),
    GETPID(39, 172),
    SOCKET(41, 198),
    CONNECT(42, 203),
    SENDTO(44, 206),
    RECVFROM(45, 207),
    SENDMSG(46, 211),
    RECVMSG(47, 212),
    BIND(49, 200),
    LISTEN(50, 201),
    GETSOCKNAME(51, 204),
    SOCKETPAIR(53, 199),
    SETSOCKOPT(54, 208),
    GETSOCKOPT(55, 209),
    CLONE(56, 220),
    EXECVE(59, 221),
    EXIT(60, 93),
    WAIT4(61, 260),
    KILL(62, 129),
    UNAME(63, 160),
    FCNTL(72, 25),
    FLOCK(73, 32),
    FTRUNCATE(77, 46),
    GETCWD(79, 17),
    CHDIR(80, 49),
    FCHDIR(81, 50),
    FCHMOD(91, 52),
    FCHOWN(93, 55),
    UMASK(95, 166),
    GETUID(102, 174),
    GETGID(104, 176),
    SETUID(105, 146),
    SETGID(106, 144),
    GETEUID(107, 175),
    GETEGID(108, 177),
    SETPGID(109, 154),
    GETPPID(110, 173),
    SETSID(112, 157),
    GETGROUPS(115, 158),
    SETGROUPS(116, 159),
    SETRESUID(117, 147),
    GETRESUID(118, 148),
    SETRESGID(119, 149),
    GETRESGID(120, 150),
    GETPGID(121, 155),
    GETSID(124, 156),
    CAPGET(125, 90),
    CAPSET(126, 91),
    RT_SIGTIMEDWAIT(128, 137),
    PERSONALITY(135, 92),
    FSTATFS(138, 44),
    PIVOT_ROOT(155, 41),
    PRCTL(157, 167),
    CHROOT(161, 51),
    MOUNT(165, 40),
    UMOUNT2(166, 39),
    SETHOSTNAME(170, 161),
    SETDOMAINNAME(171, 162),
    GETTID(186, 178),
    LSETXATTR(189, 6),
    LGETXATTR(192, 9),
    FUTEX(202, 98),
    SCHED_SETAFFINITY(203, 122),
    SCHED_GETAFFINITY(204, 123),
    GETDENTS64(217, 61),
    CLOCK_GETTIME(228, 113),
    EXIT_GROUP(231, 94),
    EPOLL_CTL(233, 21),
    TGKILL(234, 131),
    WAITID(247, 95),
    ADD_KEY(248, 217),
    KEYCTL(250, 219),
    IOPRIO_SET(251, 30),
    INOTIFY_ADD_WATCH(254, 27),
    OPENAT(257, 56),
    MKDIRAT(258, 34),
    MKNODAT(259, 33),
    FCHOWNAT(260, 54),
    NEWFSTATAT(262, 79),
    UNLINKAT(263, 35),
    LINKAT(265, 37),
    SYMLINKAT(266, 36),
    READLINKAT(267, 78),
    FCHMODAT(268, 53),
    FACCESSAT(269, 48),
    PPOLL(271, 73),
    UNSHARE(272, 97),
    UTIMENSAT(280, 88),
    EPOLL_PWAIT(281, 22),
    ACCEPT4(288, 242),
    SIGNALFD4(289, 74),
    EVENTFD2(290, 19),
    EPOLL_CREATE1(291, 20),
    DUP3(292, 24),
    PIPE2(293, 59),
    INOTIFY_INIT1(294, 26),
    PRLIMIT64(302, 261),
    NAME_TO_HANDLE_AT(303, 264),
    OPEN_BY_HANDLE_AT(304, 265),
    SETNS(308, 268),
    SCHED_SETATTR(314, 274),
    RENAMEAT2(316, 276),
    SECCOMP(317, 277),
    GETRANDOM(318, 278),
    MEMFD_CREATE(319, 279),
    EXECVEAT(322, 281),
    STATX(332, 291),
    PIDFD_SEND_SIGNAL(424, 424),
    OPEN_TREE(428, 428),
    MOVE_MOUNT(429, 429),
    FSOPEN(430, 430),
    FSCONFIG(431, 431),
    FSMOUNT(432, 432),
    FSPICK(433, 433),
    PIDFD_OPEN(434, 434),
    CLONE3(435, 435),
    CLOSE_RANGE(436, 436),
    OPENAT2(437, 437),
    PIDFD_GETFD(438, 438),
    MOUNT_SETATTR(442, 442),
    LANDLOCK_CREATE_RULESET(444, 444),
    LANDLOCK_ADD_RULE(445, 445),
    LANDLOCK_RESTRICT_SELF(446, 446);

    private final short x8664;
    private final short aarch64;

    Syscall(int x8664, int aarch64) {
        this.x8664 = (short) x8664;
        this.aarch64 = (short) aarch64;
    }

    /** The call's number where the code is to run. */
    public int number(Arch arch) {
        return arch == Arch.X86_64 ? x8664 : aarch64;
    }

    /** The call's number on this machine. */
    public int number() {
        return number(Arch.HOST);
    }

    /** The kernel's name of the call, as strace prints it. */
    public String callName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
