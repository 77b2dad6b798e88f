package dev.alcove.container.seccomp;

/**
 * What every container may call, by what it is for. A name that an architecture lacks does nothing there. What is missing
 * is missing on purpose, or is younger than this list: {@code keyctl} and its like because keyrings are not divided
 * by namespaces, {@code io_uring} and {@code userfaultfd} for the exploits that went through them, the rest because only
 * an administrator of the machine needs it.
 */
final class AllowedCalls {
    /** Paths, descriptors and what is read and written through them. */
    static final String FILES =
            "access chdir chmod chown chown32 close close_range copy_file_range creat dup dup2 dup3 faccessat faccessat2"
                    + " fadvise64 fadvise64_64 fallocate fchdir fchmod fchmodat fchmodat2 fchown fchown32 fchownat fcntl"
                    + " fcntl64 fdatasync flock fstat fstat64 fstatat64 fstatfs fstatfs64 fsync ftruncate ftruncate64"
                    + " futimesat getcwd getdents getdents64 lchown lchown32 link linkat _llseek lseek lstat lstat64 mkdir"
                    + " mkdirat name_to_handle_at newfstatat open openat openat2 pread64 preadv preadv2 pwrite64"
                    + " pwritev pwritev2 read readahead readlink readlinkat readv rename renameat renameat2 rmdir sendfile"
                    + " sendfile64 splice stat stat64 statfs statfs64 statx symlink symlinkat sync sync_file_range syncfs tee"
                    + " truncate truncate64 umask unlink unlinkat utime utimensat utimensat_time64 utimes vmsplice write"
                    + " writev cachestat";

    /** Extended attributes; those that need power the kernel guards itself. */
    static final String ATTRIBUTES =
            "fgetxattr flistxattr fremovexattr fsetxattr getxattr getxattrat lgetxattr listxattr listxattrat llistxattr"
                    + " lremovexattr lsetxattr removexattr removexattrat setxattr setxattrat";

    /** Waiting for descriptors, and descriptors that are made for waiting. */
    static final String EVENTS =
            "epoll_create epoll_create1 epoll_ctl epoll_ctl_old epoll_pwait epoll_pwait2 epoll_wait epoll_wait_old eventfd"
                    + " eventfd2 fanotify_mark inotify_add_watch inotify_init inotify_init1 inotify_rm_watch io_cancel"
                    + " io_destroy io_getevents io_pgetevents io_pgetevents_time64 io_setup io_submit _newselect pipe pipe2"
                    + " poll ppoll ppoll_time64 pselect6 pselect6_time64 select signalfd signalfd4 timerfd_create"
                    + " timerfd_gettime timerfd_gettime64 timerfd_settime timerfd_settime64";

    /** Sockets, but for making one: that depends on the family. */
    static final String SOCKETS =
            "accept accept4 bind connect getpeername getsockname getsockopt listen recv recvfrom recvmmsg recvmmsg_time64"
                    + " recvmsg send sendmmsg sendmsg sendto setsockopt shutdown socketcall socketpair";

    /** Messages, semaphores and shared memory, all of the container's own IPC namespace. */
    static final String IPC =
            "ipc mq_getsetattr mq_notify mq_open mq_timedreceive mq_timedreceive_time64 mq_timedsend mq_timedsend_time64"
                    + " mq_unlink msgctl msgget msgrcv msgsnd semctl semget semop semtimedop semtimedop_time64 shmat shmctl"
                    + " shmdt shmget";

    static final String MEMORY =
            "brk madvise map_shadow_stack membarrier memfd_create memfd_secret mincore mlock mlock2 mlockall mmap mmap2"
                    + " mprotect mremap mseal msync munlock munlockall munmap pkey_alloc pkey_free pkey_mprotect"
                    + " process_mrelease remap_file_pages";

    /** Processes and threads; clone depends on its flags. */
    static final String PROCESSES =
            "execve execveat exit exit_group fork futex futex_requeue futex_time64 futex_wait futex_waitv futex_wake"
                    + " get_robust_list get_thread_area getpgid getpgrp getpid getppid getsid gettid pause pidfd_open"
                    + " pidfd_send_signal prctl restart_syscall rseq set_robust_list set_thread_area set_tid_address setpgid"
                    + " setsid uprobe uretprobe vfork wait4 waitid waitpid";

    /** Looking into processes of the same user, which the kernel guards safely since Linux 4.8: debuggers. */
    static final String TRACING = "process_vm_readv process_vm_writev ptrace";

    static final String SIGNALS =
            "alarm kill rt_sigaction rt_sigpending rt_sigprocmask rt_sigqueueinfo rt_sigreturn rt_sigsuspend"
                    + " rt_sigtimedwait rt_sigtimedwait_time64 rt_tgsigqueueinfo sigaltstack sigprocmask sigreturn tgkill"
                    + " tkill";

    /** Identity and privileges: to have less is always allowed, to have more the kernel refuses. */
    static final String IDENTITY =
            "capget capset getegid getegid32 geteuid geteuid32 getgid getgid32 getgroups getgroups32 getresgid"
                    + " getresgid32 getresuid getresuid32 getuid getuid32 landlock_add_rule landlock_create_ruleset"
                    + " landlock_restrict_self seccomp setfsgid setfsgid32 setfsuid setfsuid32 setgid setgid32 setgroups"
                    + " setgroups32 setregid setregid32 setresgid setresgid32 setresuid setresuid32 setreuid setreuid32 setuid"
                    + " setuid32";

    /** Scheduling, limits and usage. */
    static final String RESOURCES =
            "getcpu getpriority getrlimit getrusage ioprio_get ioprio_set prlimit64 sched_get_priority_max"
                    + " sched_get_priority_min sched_getaffinity sched_getattr sched_getparam sched_getscheduler"
                    + " sched_rr_get_interval sched_rr_get_interval_time64 sched_setaffinity sched_setattr sched_setparam"
                    + " sched_setscheduler sched_yield setpriority setrlimit sysinfo ugetrlimit uname";

    /** Clocks and timers; adjtimex reads, and needs CAP_SYS_TIME to write. */
    static final String TIME =
            "adjtimex clock_adjtime clock_adjtime64 clock_getres clock_getres_time64 clock_gettime clock_gettime64"
                    + " clock_nanosleep clock_nanosleep_time64 getitimer gettimeofday nanosleep setitimer time timer_create"
                    + " timer_delete timer_getoverrun timer_gettime timer_gettime64 timer_settime timer_settime64 times";

    static final String RANDOMNESS = "getrandom";

    /** What only x86 has: segment registers. */
    static final String X86 = "arch_prctl modify_ldt";

    /** What only ARM has: thread pointers, caches, and arguments in another order. */
    static final String ARM = "arm_fadvise64_64 arm_sync_file_range breakpoint cacheflush set_tls sync_file_range2";

    private AllowedCalls() {}
}
