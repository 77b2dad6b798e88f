package dev.alcove.linux;

import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.CloseRange;
import dev.alcove.linux.raw.Epoll;
import dev.alcove.linux.raw.Fcntl;
import dev.alcove.linux.raw.FlagNames;
import dev.alcove.linux.raw.Futex;
import dev.alcove.linux.raw.Memfd;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Mman;
import dev.alcove.linux.raw.Mount;
import dev.alcove.linux.raw.MountApi;
import dev.alcove.linux.raw.Nsfs;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.PidfdOps;
import dev.alcove.linux.raw.Poll;
import dev.alcove.linux.raw.Prctl;
import dev.alcove.linux.raw.Seccomp;
import dev.alcove.linux.raw.Sigaction;
import dev.alcove.linux.raw.Stat;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.linux.raw.Wait;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A program for strace: makes calls that change nothing, most of them with a descriptor or path that does not exist, and
 * prints what strace should show of each: the name, then arguments, between tabs. It makes them twice, so that no class is
 * loaded in between the second time, and marks the second time's begin and end.
 */
final class NamedCalls {
    /** A process group's number that is asked for as a mark. */
    static final int MARK = 1_234_567_890;

    private static final int NO_FD = -1;
    private static final int PATH = 0;
    private static final int DATA = 64;
    private static final String NOWHERE = "/nonexistent/alcove";

    private final Memory memory;
    private final StringBuilder expected = new StringBuilder();

    private NamedCalls(Memory memory) {
        this.memory = memory;
    }

    public static void main(String[] args) throws Exception {
        try (Memory memory = Memory.map(4096)) {
            new NamedCalls(memory).all();
            NamedCalls calls = new NamedCalls(memory);
            Syscalls.call(Syscall.GETPGID, MARK);
            calls.all();
            Syscalls.call(Syscall.GETPGID, MARK);
            System.out.print(calls.expected);
        }
    }

    private void all() {
        memory.buffer().put(PATH, NOWHERE.getBytes(StandardCharsets.US_ASCII));
        files();
        mounts();
        mountApi();
        processes();
        memory();
        events();
        signals();
    }

    private void files() {
        long path = memory.address() + PATH;
        FlagNames open = Open.Names.of(Arch.HOST);
        String at = At.Names.DIRECTORY.render(At.AT_FDCWD);
        int[] flags = {
            Open.O_RDONLY,
            Open.O_RDWR | Open.O_CLOEXEC,
            Open.O_WRONLY | Open.O_CREAT | Open.O_EXCL | Open.O_TRUNC | Open.O_APPEND,
            Open.O_PATH | Open.directory(Arch.HOST) | Open.noFollow(Arch.HOST) | Open.O_CLOEXEC,
            Open.O_RDWR | Open.tmpFile(Arch.HOST) | Open.O_EXCL,
            Open.O_RDONLY | Open.O_SYNC | Open.O_NONBLOCK | Open.O_NOCTTY | Open.O_NOATIME,
            Open.O_WRONLY | Open.O_DSYNC | Open.direct(Arch.HOST) | Open.largeFile(Arch.HOST),
        };
        for (int f : flags) {
            Syscalls.call(Syscall.OPENAT, At.AT_FDCWD, path, f, 0);
            expect(Syscall.OPENAT, at, open.render(f));
        }
        ByteBuffer how = memory.buffer();
        how.putLong(DATA + Open.How.FLAGS, Open.O_CLOEXEC).putLong(DATA + Open.How.MODE, 0);
        long resolve = Open.RESOLVE_NO_MAGICLINKS | Open.RESOLVE_IN_ROOT | Open.RESOLVE_NO_XDEV;
        how.putLong(DATA + Open.How.RESOLVE, resolve);
        Syscalls.call(Syscall.OPENAT2, At.AT_FDCWD, path, memory.address() + DATA, Open.How.SIZE_VER0);
        expect(Syscall.OPENAT2, "resolve=" + Open.Names.RESOLVE.render(resolve));

        int lookup = At.AT_SYMLINK_NOFOLLOW | At.AT_EMPTY_PATH | At.AT_NO_AUTOMOUNT;
        long mask = Stat.STATX_BASIC_STATS | Stat.STATX_MNT_ID;
        Syscalls.call(Syscall.STATX, At.AT_FDCWD, path, lookup, mask, memory.address() + 1024, 0);
        expect(Syscall.STATX, Stat.Names.STATX.render(mask));
        Syscalls.call(Syscall.UNLINKAT, NO_FD, path, At.AT_REMOVEDIR);
        expect(Syscall.UNLINKAT, At.Names.FLAGS.render(At.AT_REMOVEDIR));
        for (int type : new int[] {Stat.S_IFIFO, Stat.S_IFCHR, Stat.S_IFBLK, Stat.S_IFREG, Stat.S_IFSOCK}) {
            Syscalls.call(Syscall.MKNODAT, At.AT_FDCWD, path, type, 0);
            expect(Syscall.MKNODAT, Stat.Names.TYPES.render(type));
        }
        int seals = Fcntl.F_SEAL_SEAL | Fcntl.F_SEAL_SHRINK | Fcntl.F_SEAL_GROW | Fcntl.F_SEAL_WRITE;
        fcntl(Fcntl.F_ADD_SEALS, seals, Fcntl.Names.SEALS.render(seals));
        fcntl(Fcntl.F_SETFD, Fcntl.FD_CLOEXEC, Fcntl.Names.FD.render(Fcntl.FD_CLOEXEC));
        fcntl(Fcntl.F_DUPFD_CLOEXEC, 3, "3");
        fcntl(Fcntl.F_SETPIPE_SZ, 4096, "4096");
        int lock = Fcntl.LOCK_EX | Fcntl.LOCK_NB;
        Syscalls.call(Syscall.FLOCK, NO_FD, lock);
        expect(Syscall.FLOCK, Fcntl.Names.LOCKS.render(lock));
        int memfd = Memfd.MFD_CLOEXEC | Memfd.MFD_ALLOW_SEALING;
        Syscalls.call(Syscall.MEMFD_CREATE, 0, memfd);
        expect(Syscall.MEMFD_CREATE, Memfd.Names.FLAGS.render(memfd));
    }

    private void fcntl(int command, int argument, String rendered) {
        Syscalls.call(Syscall.FCNTL, NO_FD, command, argument);
        expect(Syscall.FCNTL, Fcntl.Names.COMMANDS.render(command), rendered);
    }

    private void mounts() {
        long path = memory.address() + PATH;
        int[] flags = {
            Mount.MS_BIND | Mount.MS_REC,
            Mount.MS_REC | Mount.MS_PRIVATE,
            Mount.MS_REMOUNT | Mount.MS_BIND | Mount.MS_RDONLY | Mount.MS_NOSUID | Mount.MS_NODEV | Mount.MS_NOEXEC,
            Mount.MS_NOATIME | Mount.MS_NODIRATIME | Mount.MS_RELATIME | Mount.MS_STRICTATIME | Mount.MS_LAZYTIME,
            Mount.MS_SILENT | Mount.MS_POSIXACL | Mount.MS_SHARED | Mount.MS_SLAVE | Mount.MS_UNBINDABLE,
            Mount.MS_SYNCHRONOUS | Mount.MS_MANDLOCK | Mount.MS_DIRSYNC | Mount.MS_MOVE | Mount.MS_NOSYMFOLLOW,
        };
        for (int f : flags) {
            Syscalls.call(Syscall.MOUNT, path, path, 0, f, 0, 0);
            expect(Syscall.MOUNT, Mount.Names.MS.render(f));
        }
        int umount = Mount.MNT_FORCE | Mount.MNT_DETACH | Mount.UMOUNT_NOFOLLOW;
        Syscalls.call(Syscall.UMOUNT2, path, umount);
        expect(Syscall.UMOUNT2, Mount.Names.UMOUNT.render(umount));
        Syscalls.call(Syscall.UMOUNT2, path, Mount.MNT_EXPIRE);
        expect(Syscall.UMOUNT2, Mount.Names.UMOUNT.render(Mount.MNT_EXPIRE));
    }

    private void mountApi() {
        long path = memory.address() + PATH;
        int tree = MountApi.OPEN_TREE_CLONE | MountApi.OPEN_TREE_CLOEXEC | At.AT_RECURSIVE | At.AT_EMPTY_PATH;
        Syscalls.call(Syscall.OPEN_TREE, At.AT_FDCWD, path, tree);
        expect(Syscall.OPEN_TREE, MountApi.Names.OPEN_TREE.render(tree));
        int move = MountApi.MOVE_MOUNT_F_EMPTY_PATH | MountApi.MOVE_MOUNT_T_SYMLINKS | MountApi.MOVE_MOUNT_SET_GROUP;
        Syscalls.call(Syscall.MOVE_MOUNT, NO_FD, path, NO_FD, path, move, 0);
        expect(Syscall.MOVE_MOUNT, MountApi.Names.MOVE_MOUNT.render(move));
        Syscalls.call(Syscall.FSOPEN, path, MountApi.FSOPEN_CLOEXEC);
        expect(Syscall.FSOPEN, MountApi.Names.FSOPEN.render(MountApi.FSOPEN_CLOEXEC));
        int pick = MountApi.FSPICK_CLOEXEC | MountApi.FSPICK_SYMLINK_NOFOLLOW | MountApi.FSPICK_NO_AUTOMOUNT;
        Syscalls.call(Syscall.FSPICK, NO_FD, path, pick);
        expect(Syscall.FSPICK, MountApi.Names.FSPICK.render(pick));
        for (int command = MountApi.FSCONFIG_SET_FLAG; command <= MountApi.FSCONFIG_CMD_RECONFIGURE; command++) {
            Syscalls.call(Syscall.FSCONFIG, NO_FD, command, 0, 0, 0, 0);
            expect(Syscall.FSCONFIG, MountApi.Names.FSCONFIG.render(command));
        }
        int attr = MountApi.MOUNT_ATTR_RDONLY | MountApi.MOUNT_ATTR_NOSUID | MountApi.MOUNT_ATTR_NOEXEC;
        Syscalls.call(Syscall.FSMOUNT, NO_FD, MountApi.FSMOUNT_CLOEXEC, attr);
        expect(Syscall.FSMOUNT, MountApi.Names.FSMOUNT.render(1), MountApi.Names.MOUNT_ATTR.render(attr));
        long set = MountApi.MOUNT_ATTR_NODEV | MountApi.MOUNT_ATTR_NODIRATIME | MountApi.MOUNT_ATTR_IDMAP;
        ByteBuffer struct = memory.buffer();
        struct.putLong(DATA + MountApi.Attr.ATTR_SET, set).putLong(DATA + MountApi.Attr.ATTR_CLR, attr);
        struct.putLong(DATA + MountApi.Attr.PROPAGATION, Mount.MS_SLAVE);
        Syscalls.call(
                Syscall.MOUNT_SETATTR,
                NO_FD,
                path,
                At.AT_RECURSIVE,
                memory.address() + DATA,
                MountApi.Attr.SIZE_VER0,
                0);
        expect(
                Syscall.MOUNT_SETATTR,
                "attr_set=" + MountApi.Names.MOUNT_ATTR.render(set),
                "attr_clr=" + MountApi.Names.MOUNT_ATTR.render(attr),
                "propagation=" + Mount.Names.MS.render(Mount.MS_SLAVE));
    }

    private void processes() {
        long all = Clone.CLONE_NEWNS
                | Clone.CLONE_NEWCGROUP
                | Clone.CLONE_NEWUTS
                | Clone.CLONE_NEWIPC
                | Clone.CLONE_NEWUSER
                | Clone.CLONE_NEWPID
                | Clone.CLONE_NEWNET
                | Clone.CLONE_NEWTIME;
        // With a bit that the kernel refuses before it does anything.
        long refused = all | 1;
        Syscalls.call(Syscall.UNSHARE, refused);
        expect(Syscall.UNSHARE, Clone.Names.FLAGS.render(refused));
        Syscalls.call(Syscall.SETNS, NO_FD, Clone.CLONE_NEWNET);
        expect(Syscall.SETNS, Clone.Names.FLAGS.render(Clone.CLONE_NEWNET));
        clone3();

        long wait4 = Wait.WNOHANG | Wait.WUNTRACED | Wait.WCONTINUED | Wait.__WALL;
        Syscalls.call(Syscall.WAIT4, MARK, 0, wait4, 0);
        expect(Syscall.WAIT4, Wait.Names.WAIT4.render(wait4));
        long waitid = Wait.WNOHANG | Wait.WSTOPPED | Wait.WEXITED | Wait.WNOWAIT;
        for (int type : new int[] {Wait.P_PID, Wait.P_PIDFD}) {
            Syscalls.call(Syscall.WAITID, type, MARK, 0, waitid, 0, 0);
            expect(Syscall.WAITID, Wait.Names.IDTYPE.render(type), Wait.Names.WAITID.render(waitid));
        }
        Syscalls.call(Syscall.PIDFD_OPEN, MARK, PidfdOps.PIDFD_NONBLOCK);
        expect(Syscall.PIDFD_OPEN, PidfdOps.Names.FLAGS.render(PidfdOps.PIDFD_NONBLOCK));
        long range = CloseRange.CLOSE_RANGE_UNSHARE | CloseRange.CLOSE_RANGE_CLOEXEC;
        Syscalls.call(Syscall.CLOSE_RANGE, 2, 1, range);
        expect(Syscall.CLOSE_RANGE, CloseRange.Names.FLAGS.render(range));
        for (long request :
                new long[] {Nsfs.NS_GET_USERNS, Nsfs.NS_GET_PARENT, Nsfs.NS_GET_NSTYPE, Nsfs.NS_GET_OWNER_UID}) {
            Syscalls.call(Syscall.IOCTL, NO_FD, request, 0);
            expect(Syscall.IOCTL, Nsfs.Names.REQUESTS.render(request));
        }
        int[] prctls = {
            Prctl.PR_GET_DUMPABLE,
            Prctl.PR_GET_KEEPCAPS,
            Prctl.PR_GET_NO_NEW_PRIVS,
            Prctl.PR_GET_SECUREBITS,
            Prctl.PR_GET_SECCOMP,
            Prctl.PR_GET_PDEATHSIG,
            Prctl.PR_GET_CHILD_SUBREAPER,
        };
        for (int operation : prctls) {
            Syscalls.call(Syscall.PRCTL, operation, 0, 0, 0);
            expect(Syscall.PRCTL, Prctl.Names.OPERATIONS.render(operation));
        }
        Syscalls.call(
                Syscall.PRCTL, Prctl.PR_CAP_AMBIENT, Prctl.PR_CAP_AMBIENT_IS_SET, Capability.CAP_SYS_ADMIN.number(), 0);
        expect(
                Syscall.PRCTL,
                Prctl.Names.OPERATIONS.render(Prctl.PR_CAP_AMBIENT),
                Prctl.Names.AMBIENT.render(Prctl.PR_CAP_AMBIENT_IS_SET),
                Capability.CAP_SYS_ADMIN.name());
        Syscalls.call(Syscall.SECCOMP, Seccomp.SECCOMP_GET_ACTION_AVAIL, 0, 0);
        expect(Syscall.SECCOMP, Seccomp.Names.OPERATIONS.render(Seccomp.SECCOMP_GET_ACTION_AVAIL));
        int filter = Seccomp.SECCOMP_FILTER_FLAG_TSYNC | Seccomp.SECCOMP_FILTER_FLAG_LOG;
        Syscalls.call(Syscall.SECCOMP, Seccomp.SECCOMP_SET_MODE_FILTER, filter, 0);
        expect(
                Syscall.SECCOMP,
                Seccomp.Names.OPERATIONS.render(Seccomp.SECCOMP_SET_MODE_FILTER),
                Seccomp.Names.FLAGS.render(filter));
        for (Rlimit resource : Rlimit.values()) {
            Syscalls.call(Syscall.PRLIMIT64, 0, resource.number(), 0, memory.address() + 1024);
            expect(Syscall.PRLIMIT64, resource.name());
        }
    }

    /** Refused before anything is made: a thread must share signal handlers. */
    private void clone3() {
        ByteBuffer args = memory.buffer();
        long flags = Clone.CLONE_THREAD | Clone.CLONE_PIDFD | Clone.CLONE_VFORK | Clone.CLONE_CLEAR_SIGHAND;
        for (int i = 0; i < Clone.Args.SIZE_VER2; i += Long.BYTES) {
            args.putLong(DATA + i, 0);
        }
        args.putLong(DATA + Clone.Args.FLAGS, flags).putLong(DATA + Clone.Args.EXIT_SIGNAL, Signal.SIGCHLD.number());
        Syscalls.call(Syscall.CLONE3, memory.address() + DATA, Clone.Args.SIZE_VER2);
        expect(Syscall.CLONE3, "flags=" + Clone.Names.FLAGS.render(flags), "exit_signal=" + Signal.SIGCHLD);
    }

    private void memory() {
        int prot = Mman.PROT_READ | Mman.PROT_WRITE | Mman.PROT_EXEC;
        int[] flags = {
            Mman.MAP_PRIVATE | Mman.MAP_ANONYMOUS | Mman.MAP_STACK | Mman.MAP_GROWSDOWN,
            Mman.MAP_SHARED | Mman.MAP_FIXED | Mman.MAP_POPULATE | Mman.MAP_LOCKED | Mman.MAP_NORESERVE,
            Mman.MAP_SHARED_VALIDATE | Mman.MAP_FIXED_NOREPLACE,
        };
        for (int f : flags) {
            Syscalls.call(Syscall.MMAP, 0, 0, prot, f, NO_FD, 0);
            expect(Syscall.MMAP, Mman.Names.PROT.render(prot), Mman.Names.MAP.render(f));
        }
        Syscalls.call(Syscall.MPROTECT, 0, 0, Mman.PROT_NONE);
        expect(Syscall.MPROTECT, Mman.Names.PROT.render(Mman.PROT_NONE));
    }

    private void events() {
        Syscalls.call(Syscall.EPOLL_CREATE1, 1 | Epoll.EPOLL_CLOEXEC);
        expect(Syscall.EPOLL_CREATE1, Epoll.Names.CREATE.render(1 | Epoll.EPOLL_CLOEXEC));
        long epoll = Epoll.EPOLLIN | Epoll.EPOLLRDHUP | Epoll.EPOLLET | Epoll.EPOLLONESHOT;
        ByteBuffer data = memory.buffer();
        data.putInt(DATA + Epoll.EVENTS, (int) epoll).putLong(DATA + Epoll.data(Arch.HOST), 0x1234_5678_9abcL);
        for (int operation = Epoll.EPOLL_CTL_ADD; operation <= Epoll.EPOLL_CTL_MOD; operation += 2) {
            Syscalls.call(Syscall.EPOLL_CTL, NO_FD, operation, NO_FD, memory.address() + DATA);
            expect(
                    Syscall.EPOLL_CTL,
                    Epoll.Names.OPERATIONS.render(operation),
                    "events=" + Epoll.Names.EVENTS.render(epoll));
        }
        int poll = Poll.POLLIN | Poll.POLLPRI | Poll.POLLOUT;
        data.putInt(DATA + Poll.FD, 0)
                .putShort(DATA + Poll.EVENTS, (short) poll)
                .putShort(DATA + Poll.REVENTS, (short) 0);
        data.putLong(DATA + Poll.SIZE, 0).putLong(DATA + Poll.SIZE + Long.BYTES, 0);
        Syscalls.call(Syscall.PPOLL, memory.address() + DATA, 1, memory.address() + DATA + Poll.SIZE, 0);
        expect(Syscall.PPOLL, "events=" + Poll.Names.EVENTS.render(poll));
        int[] operations = {
            Futex.FUTEX_WAKE,
            Futex.FUTEX_WAKE | Futex.FUTEX_PRIVATE_FLAG,
            Futex.FUTEX_WAKE_BITSET,
            Futex.FUTEX_WAKE_BITSET | Futex.FUTEX_PRIVATE_FLAG,
            Futex.FUTEX_REQUEUE | Futex.FUTEX_PRIVATE_FLAG,
            Futex.FUTEX_CMP_REQUEUE | Futex.FUTEX_PRIVATE_FLAG,
        };
        for (int operation : operations) {
            Syscalls.call(Syscall.FUTEX, memory.address() + 512, operation, 1, 0, memory.address() + 520, 0);
            expect(Syscall.FUTEX, Futex.Names.OPERATIONS.render(operation));
        }
        // The word is 0, not 1, so nobody waits.
        int[] waits = {
            Futex.FUTEX_WAIT,
            Futex.FUTEX_WAIT | Futex.FUTEX_PRIVATE_FLAG,
            Futex.FUTEX_WAIT_BITSET | Futex.FUTEX_PRIVATE_FLAG | Futex.FUTEX_CLOCK_REALTIME,
        };
        for (int operation : waits) {
            Syscalls.call(Syscall.FUTEX, memory.address() + 512, operation, 1, 0, 0, 1);
            expect(Syscall.FUTEX, Futex.Names.OPERATIONS.render(operation));
        }
    }

    private void signals() {
        ByteBuffer old = memory.buffer();
        // The JVM's own handler; strace shows what the kernel wrote.
        Syscalls.call(Syscall.RT_SIGACTION, Signal.SIGSEGV.number(), 0, memory.address() + DATA, Sigaction.SIGSET_SIZE);
        long flags = old.getLong(DATA + Sigaction.FLAGS);
        String restorer = Long.toHexString(old.getLong(DATA + Sigaction.RESTORER));
        expect(
                Syscall.RT_SIGACTION,
                Signal.SIGSEGV.signalName(),
                "sa_handler=0x" + Long.toHexString(old.getLong(DATA + Sigaction.HANDLER)),
                "sa_flags=" + Sigaction.Names.FLAGS.render(flags),
                (flags & Sigaction.SA_RESTORER) == 0
                        ? String.valueOf(Sigaction.SIGSET_SIZE)
                        : "sa_restorer=0x" + restorer);

        long every = Sigaction.SA_ONSTACK
                | Sigaction.SA_RESTART
                | Sigaction.SA_NODEFER
                | Sigaction.SA_RESETHAND
                | Sigaction.SA_NOCLDSTOP
                | Sigaction.SA_NOCLDWAIT
                | Sigaction.SA_SIGINFO;
        old.putLong(DATA + Sigaction.HANDLER, Sigaction.SIG_IGN).putLong(DATA + Sigaction.FLAGS, every);
        old.putLong(DATA + Sigaction.MASK, Sigaction.bit(Signal.SIGHUP.number()));
        Syscalls.call(Syscall.RT_SIGACTION, Signal.SIGURG.number(), memory.address() + DATA, 0, Sigaction.SIGSET_SIZE);
        expect(
                Syscall.RT_SIGACTION,
                "sa_handler=" + Sigaction.Names.HANDLERS.render(Sigaction.SIG_IGN),
                "sa_mask=[HUP]",
                "sa_flags=" + Sigaction.Names.FLAGS.render(every));

        old.putLong(DATA, Sigaction.bit(Signal.SIGUSR1.number()));
        int[] hows = {Sigaction.SIG_BLOCK, Sigaction.SIG_UNBLOCK};
        for (int how : hows) {
            Syscalls.call(Syscall.RT_SIGPROCMASK, how, memory.address() + DATA, 0, Sigaction.SIGSET_SIZE);
            expect(Syscall.RT_SIGPROCMASK, Sigaction.Names.HOW.render(how), "[USR1]");
        }
        for (int number = 1; number < 32; number++) {
            Syscalls.call(Syscall.TGKILL, MARK, MARK, number);
            expect(Syscall.TGKILL, new Signal(number).signalName());
        }
    }

    private void expect(Syscall call, String... arguments) {
        expected.append(call.callName());
        for (String argument : arguments) {
            expected.append('\t').append(argument);
        }
        expected.append('\n');
    }
}
