package dev.alcove.launch;

import dev.alcove.launch.Assembler.Register;
import dev.alcove.linux.Arch;
import dev.alcove.linux.Fd;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.Descriptors;
import dev.alcove.linux.raw.Futex;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Prctl;
import dev.alcove.linux.raw.Sigaction;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.linux.raw.Wait;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Starts a child process that runs a launch program in the JVM's memory, as {@code vfork} would: the child has its own
 * descriptors, signals and credentials, touches nothing but the program's own memory, and leaves it with {@code exec}.
 * Until then the calling thread sleeps in the kernel, with all signals blocked, unless the child waits for an attendant.
 *
 * <p>Needs Linux 5.5 (clone3 with CLONE_CLEAR_SIGHAND). Any number of threads may spawn at once.
 */
public final class Spawner {
    /** What the release word of a waiting program holds when it may go on, and when it must end. */
    static final int GO = 1;

    static final int STOP = 2;

    private static final int SIGCHLD = 17;
    private static final int SIGQUIT = 3;
    private static final int SIGKILL = 9;
    private static final int EINTR = 4;

    /** Alive for as long as the child's memory is the JVM's: the kernel clears it and wakes who waits for it. */
    private static final int ALIVE = 1;

    /**
     * A credential change in a child clears the dumpable flag of the memory that it shares with us and with all other
     * children, and without that flag /proc/self belongs to root, so that an ordinary user's child could not write its
     * uid_map. Children that change credentials are therefore alone.
     */
    private static final ReadWriteLock DUMPABLE = new ReentrantReadWriteLock();

    private Spawner() {}

    /**
     * A child that has been started.
     *
     * @param pid its PID in the JVM's PID namespace
     * @param pidfd a descriptor of it, closed on exec, for the caller to close
     */
    public record Child(int pid, Fd pidfd) {}

    /**
     * Does for a child what the child cannot do itself, while it waits: writes a map of ids that takes privilege. Meanwhile
     * children that change credentials may have to wait, so it must not wait for another spawn itself.
     */
    @FunctionalInterface
    public interface Attendant {
        void attend(int pid) throws IOException;
    }

    /**
     * Starts a child that runs {@code program}, and returns when that has called exec.
     *
     * @param namespaces {@code CLONE_NEW*} flags: what the child is born into
     * @param attendant called while the program waits for its release; null where it does not wait
     * @throws LinuxException if the child could not be made, or one of its steps failed; nothing is left of it then. If
     *     the attendant failed too, say because the child was gone, its exception is a suppressed one
     * @throws IOException if the attendant failed; nothing is left of the child then
     */
    public static Child spawn(Program program, long namespaces, @Nullable Attendant attendant) throws IOException {
        if ((program.handshake().release() != null) != (attendant != null)) {
            throw new InvalidProgramException("a program that waits and an attendant go together");
        }
        boolean alone = changesCredentials(program);
        Lock lock = alone ? DUMPABLE.writeLock() : DUMPABLE.readLock();
        lock.lock();
        long dumpable = alone ? Syscalls.call(Syscall.PRCTL, Prctl.PR_GET_DUMPABLE) : 0;
        try (Region region = new Region(program, namespaces)) {
            return region.run(attendant);
        } finally {
            if (dumpable == 1) {
                Syscalls.call(Syscall.PRCTL, Prctl.PR_SET_DUMPABLE, dumpable);
            }
            lock.unlock();
        }
    }

    private static boolean changesCredentials(Program program) {
        for (Step step : program.rawSteps()) {
            if (step instanceof Step.Call call && changesCredentials(call)) {
                return true;
            }
        }
        return false;
    }

    private static boolean changesCredentials(Step.Call call) {
        return switch (call.syscall()) {
            // A user namespace that is entered brings capabilities with it.
            case SETUID, SETGID, SETRESUID, SETRESGID, CAPSET -> true;
            case SETNS -> has(call, 1, Clone.CLONE_NEWUSER);
            case UNSHARE -> has(call, 0, Clone.CLONE_NEWUSER);
            case PRCTL ->
                !call.arguments().isEmpty()
                        && call.arguments().get(0).operand() instanceof Operand.Constant option
                        && option.value() == Prctl.PR_SET_DUMPABLE;
            default -> false;
        };
    }

    /** Whether an argument, if it is known, has this flag. */
    private static boolean has(Step.Call call, int argument, long flag) {
        return !(call.arguments().get(argument).operand() instanceof Operand.Constant flags)
                || (flags.value() & flag) != 0;
    }

    /** Whether the kernel wants the child to share its memory with nobody: to enter a time namespace, it does. */
    private static boolean needsOwnMemory(Program program) {
        for (Step step : program.rawSteps()) {
            if (step instanceof Step.Call call
                    && call.syscall() == Syscall.SETNS
                    && has(call, 1, Clone.CLONE_NEWTIME)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The memory of one spawn: the code, a page or two, and behind it what the code of the parent needs, the slots and
     * the data.
     *
     * <p>All signals are blocked by machine code and not from Java: in Java code a safepoint or a null check is a
     * SIGSEGV, and the kernel ends a process that gets that while it is blocked.
     */
    private static final class Region implements AutoCloseable {
        private static final int CALLERS_BASE = 0;
        private static final int MASK = 8;
        private static final int ALL_SIGNALS = 16;
        private static final int RESULT = 24;
        private static final int PIDFD = 32;
        private static final int TID = 40;
        private static final int WAIT_STATUS = 48;
        private static final int CLONE = 64;
        private static final int BASE = CLONE + Clone.Args.SIZE_VER0;

        private final Program program;
        private final long flags;
        private final Layout layout;
        private final CodeMemory block;
        private final Memory memory;
        private final ByteBuffer bytes;
        private final int control;
        private final int base;

        Region(Program program, long namespaces) throws LinuxException {
            this.program = program;
            boolean waits = program.handshake().release() != null;
            boolean ownMemory = needsOwnMemory(program);
            if (waits && ownMemory) {
                throw new InvalidProgramException("a program that enters a time namespace cannot wait for its release");
            }
            this.flags = namespaces
                    | (ownMemory ? 0 : Clone.CLONE_VM)
                    | (waits ? Clone.CLONE_CHILD_CLEARTID : Clone.CLONE_VFORK)
                    | Clone.CLONE_PIDFD
                    | Clone.CLONE_CLEAR_SIGHAND;
            this.layout = new Layout(program);
            this.block = ownMemory
                    ? CodeMemory.shared(code(program, layout), BASE + layout.size())
                    : CodeMemory.with(code(program, layout), BASE + layout.size());
            this.memory = block.memory();
            this.bytes = memory.buffer();
            this.control = block.dataStart();
            this.base = control + BASE;
            layout.write(bytes, base, memory.address() + base);
            writeControlWords();
        }

        /**
         * A C function of the address of the control words: makes the child, which goes on with the program, and returns
         * what clone3 returned.
         */
        private static byte[] code(Program program, Layout layout) {
            Assembler assembler = Assembler.of(Arch.HOST);
            int child = assembler.newLabel();
            assembler.storeBase(Register.A0);
            assembler.base(Register.A0);
            setMask(assembler, ALL_SIGNALS);
            Data callerMask = program.handshake().callerMask();
            if (callerMask != null) {
                emitCallerMask(assembler, BASE + layout.offset(callerMask));
            }
            assembler.address(Register.A0, CLONE);
            assembler.constant(Register.A1, Clone.Args.SIZE_VER0);
            systemCall(assembler, Syscall.CLONE3);
            assembler.jumpIfZero(child);
            assembler.storeSlot(RESULT, Register.RESULT);
            setMask(assembler, MASK);
            assembler.loadSlot(Register.RESULT, RESULT);
            assembler.loadBase(CALLERS_BASE);
            assembler.returnResult();
            assembler.bind(child);
            assembler.address(Register.LEFT, BASE);
            assembler.base(Register.LEFT);
            new Emitter(program, layout, Arch.HOST, assembler, null);
            return assembler.finish();
        }

        /** Sets the mask to the one at {@code from}; to block all signals also keeps the old one at {@code MASK}. */
        private static void setMask(Assembler assembler, int from) {
            assembler.constant(Register.A0, Sigaction.SIG_SETMASK);
            assembler.address(Register.A1, from);
            if (from == MASK) {
                assembler.constant(Register.A2, 0);
            } else {
                assembler.address(Register.A2, MASK);
            }
            assembler.constant(Register.A3, Sigaction.SIGSET_SIZE);
            systemCall(assembler, Syscall.RT_SIGPROCMASK);
        }

        /** The JVM blocks SIGQUIT in its threads, for its own thread dumps; that is not the caller's wish. */
        private static void emitCallerMask(Assembler assembler, int target) {
            assembler.loadSlot(Register.LEFT, MASK);
            assembler.constant(Register.RIGHT, ~Sigaction.bit(SIGQUIT));
            assembler.compute(Step.Operator.AND);
            assembler.address(Register.A1, target);
            assembler.store(Register.A1, Register.LEFT, Step.Width.LONG);
        }

        private static void systemCall(Assembler assembler, Syscall syscall) {
            assembler.constant(Register.NUMBER, syscall.number());
            assembler.systemCall();
        }

        private void writeControlWords() {
            bytes.putLong(control + ALL_SIGNALS, -1);
            bytes.putInt(control + TID, ALIVE);
            bytes.putLong(control + CLONE + Clone.Args.FLAGS, flags);
            bytes.putLong(control + CLONE + Clone.Args.PIDFD, memory.address() + control + PIDFD);
            bytes.putLong(control + CLONE + Clone.Args.CHILD_TID, memory.address() + control + TID);
            bytes.putLong(control + CLONE + Clone.Args.EXIT_SIGNAL, SIGCHLD);
        }

        Child run(@Nullable Attendant attendant) throws IOException {
            Data parent = program.handshake().parent();
            if (parent == null) {
                return run(start(), attendant);
            }
            int self = openSelf();
            try {
                bytes.putInt(base + layout.offset(parent), self);
                return run(start(), attendant);
            } finally {
                Syscalls.call(Syscall.CLOSE, self);
            }
        }

        /** A descriptor of the JVM, which is readable when that has ended: Linux 5.3. */
        private static int openSelf() throws LinuxException {
            long self = Syscalls.call(Syscall.GETPID);
            long fd = Syscalls.call(Syscall.PIDFD_OPEN, self, 0);
            if (Syscalls.failed(fd)) {
                throw new LinuxException("cannot watch the JVM", "pidfd_open(" + self + ", 0)", (int) -fd, null);
            }
            return (int) fd;
        }

        private Child run(int pid, @Nullable Attendant attendant) throws IOException {
            int pidfd = bytes.getInt(control + PIDFD);
            boolean launched = false;
            try {
                if (attendant != null) {
                    attend(attendant, pid);
                }
                LinuxException failure = failure();
                if (failure != null) {
                    throw failure;
                }
                if (hasLostItsChild()) {
                    throw new IOException("the new process was killed before its command had been executed");
                }
                int brother = brother();
                Child child = new Child(
                        brother == 0 ? pid : brother, Descriptors.adopt(brother == 0 ? pidfd : openBrother(brother)));
                launched = true;
                if (brother != 0) {
                    reap(pid);
                    Syscalls.call(Syscall.CLOSE, pidfd);
                }
                return child;
            } finally {
                if (!launched) {
                    reap(pid);
                    Syscalls.call(Syscall.CLOSE, pidfd);
                    if (brother() != 0) {
                        Syscalls.call(Syscall.KILL, brother(), SIGKILL);
                        reap(brother());
                    }
                }
            }
        }

        /** The PID of the child that goes on in place of the first, which then has ended; 0 if there is none. */
        private int brother() {
            for (Step step : program.rawSteps()) {
                if (step instanceof Step.Fork fork && (fork.flags() & Clone.CLONE_PARENT) != 0) {
                    return (int) Math.max(0, bytes.getLong(base + fork.pid().offset()));
                }
            }
            return 0;
        }

        /** It has not been waited for, so the PID is still its own. */
        private static int openBrother(int pid) throws LinuxException {
            long fd = Syscalls.call(Syscall.PIDFD_OPEN, pid, 0);
            if (Syscalls.failed(fd)) {
                throw new LinuxException("cannot watch the process", "pidfd_open(" + pid + ", 0)", (int) -fd, null);
            }
            return (int) fd;
        }

        private int start() throws LinuxException {
            long result = Syscalls.callFunction(memory.address(), memory.address() + control, 0, 0);
            if (Syscalls.failed(result)) {
                throw cannotClone((int) -result);
            }
            return (int) result;
        }

        private LinuxException cannotClone(int errno) {
            String call = "clone3({flags=" + Arg.Family.CLONE.names().render(flags) + ", exit_signal=SIGCHLD}, "
                    + Clone.Args.SIZE_VER0 + ")";
            return new LinuxException("cannot create a process", call, errno, null);
        }

        private void attend(Attendant attendant, int pid) throws IOException {
            Data release = program.handshake().release();
            int word = base + layout.offset(Objects.requireNonNull(release));
            try {
                attendant.attend(pid);
            } catch (IOException | RuntimeException | Error e) {
                release(word, STOP);
                // The attendant may have failed only because the child had.
                LinuxException failure = failure();
                if (failure == null) {
                    throw e;
                }
                failure.addSuppressed(e);
                throw failure;
            }
            release(word, GO);
        }

        private void release(int word, int how) {
            bytes.putLong(word, how);
            Syscalls.call(Syscall.FUTEX, memory.address() + word, Futex.FUTEX_WAKE, 1);
            awaitExec();
        }

        /** Returns when the child no longer uses our memory. */
        private void awaitExec() {
            while (bytes.getInt(control + TID) == ALIVE) {
                Syscalls.call(Syscall.FUTEX, memory.address() + control + TID, Futex.FUTEX_WAIT, ALIVE, 0);
            }
        }

        /** What the step that failed means; null if none did. */
        private @Nullable LinuxException failure() {
            int failed = (int) bytes.getLong(base + Program.FAILED.offset());
            if (failed == 0) {
                return null;
            }
            int errno = (int) bytes.getLong(base + Program.ERRNO.offset());
            return Failures.exception(program.failingSteps().get(failed - 1), errno);
        }

        private void reap(int pid) {
            long status = memory.address() + control + WAIT_STATUS;
            long result;
            do {
                result = Syscalls.call(Syscall.WAIT4, pid, status, Wait.__WALL, 0);
            } while (result == -EINTR);
        }

        /**
         * Whether the child made a process of its own by vfork, and has not come back from that: somebody killed it, and
         * the other process may still run in our memory. A child that came back has kept the PID.
         */
        private boolean hasLostItsChild() {
            List<Step> steps = program.rawSteps();
            for (int i = 0; i < steps.size(); i++) {
                if (steps.get(i) instanceof Step.Fork fork
                        && (fork.flags() & Clone.CLONE_VM) != 0
                        && bytes.getLong(base + Program.FAILED.offset()) == 0
                        && bytes.getLong(base + fork.pid().offset()) <= 0) {
                    return true;
                }
            }
            return false;
        }

        /**
         * Gives the memory back. As PID 1, a child that was reaped has left no process behind; any other may have, and then
         * its memory is left for good.
         */
        @Override
        public void close() {
            if ((flags & Clone.CLONE_NEWPID) != 0 || !hasLostItsChild()) {
                block.free();
            }
        }
    }
}
