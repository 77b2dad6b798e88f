package dev.alcove.launch;

import dev.alcove.launch.Arg.Family;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Sigaction;
import java.util.List;

/**
 * System calls for launch programs, one method for each, named and ordered as their man page has them. Each appends a
 * {@link Step.Call} to a builder; where it fails, {@code failure} says what that means.
 */
public final class Calls {
    private static final Arg CWD = new Arg.Symbol(At.AT_FDCWD, "AT_FDCWD");
    private static final Arg SIGSET_SIZE = new Arg.Number(Sigaction.SIGSET_SIZE);

    private final ProgramBuilder builder;

    public Calls(ProgramBuilder builder) {
        this.builder = builder;
    }

    /** unshare(2). */
    public void unshare(long flags, Failure failure) {
        builder.call(failure, Syscall.UNSHARE, new Arg.Flags(flags, Family.CLONE));
    }

    /** mount(2). A null pointer stands for what is not given. */
    public void mount(Arg source, String target, Arg type, long flags, Arg data, Failure failure) {
        builder.call(failure, Syscall.MOUNT, source, text(target), type, new Arg.Flags(flags, Family.MOUNT), data);
    }

    /** mount(2), whose result a later step looks at. */
    public void tryMount(Slot result, Arg source, String target, Arg type, long flags, Arg data) {
        builder.attempt(result, Syscall.MOUNT, source, text(target), type, new Arg.Flags(flags, Family.MOUNT), data);
    }

    /** chroot(2). */
    public void chroot(String path, Failure failure) {
        builder.call(failure, Syscall.CHROOT, text(path));
    }

    /** chdir(2). */
    public void chdir(String path, Failure failure) {
        builder.call(failure, Syscall.CHDIR, text(path));
    }

    /** sethostname(2). */
    public void sethostname(String name, Failure failure) {
        builder.call(failure, Syscall.SETHOSTNAME, text(name), new Arg.Number(name.length()));
    }

    /** setgroups(2) with no group. */
    public void clearGroups(Failure failure) {
        builder.call(failure, Syscall.SETGROUPS, new Arg.Number(0), Arg.NULL);
    }

    /** setgid(2). */
    public void setgid(int gid, Failure failure) {
        builder.call(failure, Syscall.SETGID, new Arg.Number(Integer.toUnsignedLong(gid)));
    }

    /** setuid(2). */
    public void setuid(int uid, Failure failure) {
        builder.call(failure, Syscall.SETUID, new Arg.Number(Integer.toUnsignedLong(uid)));
    }

    /** prctl(2) with one argument. */
    public void prctl(Arg option, Arg argument, Failure failure) {
        builder.call(failure, Syscall.PRCTL, option, argument);
    }

    /** openat(2), relative to the working directory. */
    public void open(Slot fd, Arg path, long flags, Failure failure) {
        builder.call(fd, failure, Syscall.OPENAT, CWD, path, new Arg.Flags(flags, Family.OPEN));
    }

    /** openat(2), whose result a later step looks at. */
    public void tryOpen(Slot fd, Arg path, long flags) {
        builder.attempt(fd, Syscall.OPENAT, CWD, path, new Arg.Flags(flags, Family.OPEN));
    }

    /** openat(2), relative to a directory that is open. */
    public void openat(Slot fd, Slot directory, String path, long flags, Failure failure) {
        builder.call(
                fd, failure, Syscall.OPENAT, new Arg.Value(directory), text(path), new Arg.Flags(flags, Family.OPEN));
    }

    /** openat(2) of a file that must not be there yet, to write to it. */
    public void createNew(Slot fd, String path, int permissions, Failure failure) {
        builder.call(
                fd,
                failure,
                Syscall.OPENAT,
                CWD,
                text(path),
                new Arg.Flags(Open.O_WRONLY | Open.O_CREAT | Open.O_EXCL | Open.O_CLOEXEC, Family.OPEN),
                new Arg.Symbol(permissions, "0" + Integer.toOctalString(permissions)));
    }

    /** write(2) of bytes that are known, a char for each. */
    public void write(Slot fd, String latin1, Failure failure) {
        builder.call(failure, Syscall.WRITE, new Arg.Value(fd), text(latin1), new Arg.Number(latin1.length()));
    }

    /** close(2), whose failure nobody could mend. */
    public void close(Slot fd) {
        builder.attempt(Syscall.CLOSE, new Arg.Value(fd));
    }

    /** rt_sigprocmask(2) from a block of eight bytes; {@code old} gets the mask as it was. */
    public void sigprocmask(Arg how, Arg set, Arg old, Failure failure) {
        builder.call(failure, Syscall.RT_SIGPROCMASK, how, set, old, SIGSET_SIZE);
    }

    /** rt_sigaction(2): back to the default. */
    public void defaultAction(Arg signal, Failure failure) {
        Arg action = new Arg.Described(
                builder.buffer(Sigaction.SIZE).address(), "{sa_handler=SIG_DFL, sa_mask=[], sa_flags=0}");
        builder.call(failure, Syscall.RT_SIGACTION, signal, action, Arg.NULL, SIGSET_SIZE);
    }

    /** rt_sigaction(2): ignored. */
    public void ignore(Arg signal, Failure failure) {
        byte[] bytes = new byte[Sigaction.SIZE];
        bytes[Sigaction.HANDLER] = Sigaction.SIG_IGN;
        Arg action = new Arg.Described(builder.bytes(bytes).address(), "{sa_handler=SIG_IGN, sa_mask=[], sa_flags=0}");
        builder.call(failure, Syscall.RT_SIGACTION, signal, action, Arg.NULL, SIGSET_SIZE);
    }

    /** execve(2), whose result a later step looks at: it returns only when it failed. */
    public Step.Call execve(Slot result, Arg path, Arg argv, Arg envp) {
        Step.Call call = new Step.Call(Syscall.EXECVE, List.of(path, argv, envp), result, null);
        builder.add(call);
        return call;
    }

    /** A C string among the program's data, a char for each byte. */
    public Arg text(String latin1) {
        return new Arg.Text(builder.string(latin1));
    }
}
