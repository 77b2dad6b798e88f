package dev.alcove.namespace;

import static dev.alcove.launch.Step.Comparison.EQUAL;
import static dev.alcove.launch.Step.Comparison.GREATER_OR_EQUAL;
import static dev.alcove.launch.Step.Comparison.LESS;
import static dev.alcove.launch.Step.Comparison.NOT_EQUAL;
import static dev.alcove.launch.Step.Operator.AND;
import static dev.alcove.launch.Step.Operator.SUBTRACT;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Data;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Remedy;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Arch;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Mount;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Stat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Steps that go to the directory of a {@link NamespaceStore}, lock it, and tidy it up. Each directory on the way below the base
 * is opened in the one before, is no link, and belongs to the user alone; so nobody else can put another in its place.
 *
 * <p>Root's is a private mount of its own: onto a shared one the kernel binds no mount namespace. It is there as long as there
 * are sets.
 */
final class StoreSteps {
    private static final int EPERM = 1;
    private static final int ENOENT = 2;
    private static final int EACCES = 13;
    private static final int EEXIST = 17;
    private static final int LOCK_EX = 2;
    private static final int LOCK_NB = 4;
    static final Arg TRY_LOCK = new Arg.Symbol(LOCK_EX | LOCK_NB, "LOCK_EX|LOCK_NB");

    private static final int WRITABLE_BY_OTHERS = 0_022;
    private static final Arg CWD = new Arg.Symbol(At.AT_FDCWD, "AT_FDCWD");

    private static final List<Remedy> MAKING = List.of(
            Remedy.on(EPERM, "to keep namespaces as root takes CAP_SYS_ADMIN where /run is mounted"),
            Remedy.on(
                    EACCES,
                    "user 0 keeps namespaces in /run/alcove: be an ordinary user instead, or have a /run of your own"));

    private final NamespaceStore store;
    private final ProgramBuilder builder;
    private final Calls calls;
    private final Slot parent;
    private final Slot directory;
    private final Slot lock;
    private final Slot result;
    private final Slot other;
    private final Data outside;
    private final Data inside;

    StoreSteps(NamespaceStore store, ProgramBuilder builder, Calls calls) {
        this.store = store;
        this.builder = builder;
        this.calls = calls;
        parent = builder.slot("base");
        directory = builder.slot("store");
        lock = builder.slot("lock");
        result = builder.slot("result");
        other = builder.slot("other");
        outside = builder.buffer(Stat.STATX_SIZE_OF);
        inside = builder.buffer(Stat.STATX_SIZE_OF);
    }

    /** Makes what is missing of the store, changes to its directory, and locks it. */
    void makeAndLock() {
        builder.attempt(Syscall.UMASK, new Arg.Number(0)); // what is made gets the permissions that it should have
        descend(null, null);
        takeLock();
        if (store.binds()) {
            mount();
        }
        changeDirectory();
        makeOnce(CWD, NamespaceStore.SETS, 0_755, "cannot make " + store.directory() + "/" + NamespaceStore.SETS);
        makeWork();
    }

    /** Changes to the directory of the store and locks it; goes on at {@code absent} if there is none. */
    void enterAndLock(Label absent) {
        enterAndLock(absent, null);
    }

    /** The same, but goes on at {@code untrusted} where somebody else could write to it, unless that is null. */
    void enterAndLock(Label absent, @Nullable Label untrusted) {
        descend(absent, untrusted);
        takeLock();
        reopen();
        changeDirectory();
    }

    /** In the directory of the store, which must be locked: the directory that sets are moved to before they are removed. */
    void makeWork() {
        makeOnce(CWD, NamespaceStore.WORK, 0_700, "cannot make " + store.directory() + "/" + NamespaceStore.WORK);
    }

    void lockAgain() {
        takeLock();
    }

    void unlock() {
        calls.close(lock);
    }

    /** Goes back to the directory of the store, from one below. */
    void changeDirectory() {
        builder.call(new Failure("cannot enter " + store.directory()), Syscall.FCHDIR, new Arg.Value(directory));
    }

    /** Removes what only sets need, if there is none, and unlocks. The store must be locked. */
    void tidyAndUnlock() {
        Label done = builder.label("tidied");
        removeDirectory(NamespaceStore.WORK, done);
        removeDirectory(NamespaceStore.SETS, done);
        if (store.binds()) {
            unmount(done);
        }
        builder.bind(done);
        unlock();
    }

    private void removeDirectory(String name, Label otherwise) {
        Label removed = builder.label(name + " removed");
        builder.attempt(
                        result,
                        Syscall.UNLINKAT,
                        new Arg.Value(directory),
                        calls.text(name),
                        new Arg.Flags(At.AT_REMOVEDIR, Arg.Family.AT))
                .jumpIf(result, EQUAL, -ENOENT, removed)
                .jumpIf(result, LESS, 0, otherwise)
                .bind(removed);
    }

    /** Opens the base and what is below, each in the one before. */
    private void descend(@Nullable Label absent, @Nullable Label untrusted) {
        openBase(untrusted);
        List<String> below = store.below();
        StringBuilder path = new StringBuilder(store.base());
        for (int i = 0; i < below.size(); i++) {
            path.append('/').append(below.get(i));
            descend(i == 0 ? parent : directory, below.get(i), path.toString(), absent, untrusted);
        }
    }

    private void openBase(@Nullable Label untrusted) {
        long flags = Open.O_PATH | Open.directory(Arch.HOST) | Open.O_CLOEXEC;
        calls.open(parent, calls.text(store.base()), flags, new Failure("cannot open " + store.base()));
        if (!store.baseIsShared()) {
            checkOwner(parent, store.base(), untrusted);
        }
    }

    private void descend(Slot from, String name, String path, @Nullable Label absent, @Nullable Label untrusted) {
        Arg[] arguments = {
            new Arg.Value(from),
            calls.text(name),
            new Arg.Flags(
                    Open.O_PATH | Open.directory(Arch.HOST) | Open.noFollow(Arch.HOST) | Open.O_CLOEXEC,
                    Arg.Family.OPEN)
        };
        if (absent == null) {
            makeOnce(new Arg.Value(from), name, store.binds() ? 0_755 : 0_700, "cannot make " + path);
            builder.call(directory, new Failure("cannot open " + path), Syscall.OPENAT, arguments);
        } else {
            builder.attempt(directory, Syscall.OPENAT, arguments).jumpIf(directory, LESS, 0, absent);
        }
        checkOwner(directory, path, untrusted);
    }

    /** Makes a directory unless it is there already. */
    private void makeOnce(Arg in, String name, int permissions, String attempt) {
        Label made = builder.label(name + " made");
        Step.Call call = new Step.Call(Syscall.MKDIRAT, List.of(in, calls.text(name), mode(permissions)), result, null);
        builder.add(call)
                .jumpIf(result, GREATER_OR_EQUAL, 0, made)
                .jumpIf(result, EQUAL, -EEXIST, made)
                .compute(other, Operand.of(0), SUBTRACT, result)
                .add(new Step.Fail(other, new Failure(attempt, MAKING), call))
                .bind(made);
    }

    private void checkOwner(Slot fd, String path, @Nullable Label otherwise) {
        Label foreign = builder.label(path + " is foreign");
        Label own = builder.label(path + " is own");
        int owner = (int) store.owner(); // as a load of 32 bits has it
        Step.Call call = statx(fd, inside, path);
        builder.load(result, inside.at(Stat.STX_UID), Step.Width.INT)
                .jumpIf(result, NOT_EQUAL, owner, foreign)
                .load(result, inside.at(Stat.STX_MODE), Step.Width.INT)
                .compute(result, result, AND, WRITABLE_BY_OTHERS)
                .jumpIf(result, EQUAL, 0, own)
                .bind(foreign);
        if (otherwise != null) {
            builder.jump(otherwise).bind(own);
            return;
        }
        builder.set(other, Operand.of(EPERM))
                .add(new Step.Fail(
                        other,
                        new Failure(
                                "cannot trust " + path,
                                List.of(Remedy.on(
                                        EPERM,
                                        "it must belong to user " + store.owner()
                                                + ", and nobody else may write to it"))),
                        call))
                .bind(own);
    }

    private Step.Call statx(Slot fd, Data into, String path) {
        Step.Call call = new Step.Call(
                Syscall.STATX,
                List.of(
                        new Arg.Value(fd),
                        calls.text(""),
                        new Arg.Flags(At.AT_EMPTY_PATH, Arg.Family.AT),
                        new Arg.Number(Stat.STATX_BASIC_STATS | Stat.STATX_MNT_ID),
                        new Arg.Described(into.address(), "statx")),
                null,
                new Failure("cannot look at " + path));
        builder.add(call);
        return call;
    }

    private void takeLock() {
        builder.call(
                lock,
                new Failure("cannot open " + store.directory() + "/" + NamespaceStore.LOCK),
                Syscall.OPENAT,
                new Arg.Value(directory),
                calls.text(NamespaceStore.LOCK),
                new Arg.Flags(Open.O_RDWR | Open.O_CREAT | Open.noFollow(Arch.HOST) | Open.O_CLOEXEC, Arg.Family.OPEN),
                mode(0_600));
        builder.call(
                new Failure("cannot lock " + store.directory()),
                Syscall.FLOCK,
                new Arg.Value(lock),
                new Arg.Symbol(LOCK_EX, "LOCK_EX"));
    }

    /** Locks a directory of {@code work} for as long as this process lives, by which others see that it does. */
    void holdWork(Slot fd, String path) {
        calls.open(
                fd,
                calls.text(path),
                Open.O_RDONLY | Open.directory(Arch.HOST) | Open.noFollow(Arch.HOST) | Open.O_CLOEXEC,
                new Failure("cannot open " + path));
        builder.call(new Failure("cannot lock " + path), Syscall.FLOCK, new Arg.Value(fd), TRY_LOCK);
    }

    /** Makes the store a mount of its own unless it is one, and private in any case: a crash may have come between. */
    private void mount() {
        String path = store.directory();
        Label mounted = builder.label("store is a mount");
        reopen();
        compareMounts(mounted);
        calls.mount(
                calls.text(path), path, Arg.NULL, Mount.MS_BIND, Arg.NULL, new Failure("cannot mount " + path, MAKING));
        builder.bind(mounted);
        calls.mount(
                Arg.NULL,
                path,
                Arg.NULL,
                Mount.MS_PRIVATE,
                Arg.NULL,
                new Failure("cannot make " + path + " private", MAKING));
        reopen();
    }

    /** Jumps to {@code different} if the store and the base are on different mounts. */
    private void compareMounts(Label different) {
        statx(parent, outside, store.base());
        statx(directory, inside, store.directory());
        builder.load(result, outside.at(Stat.STX_MNT_ID), Step.Width.LONG)
                .load(other, inside.at(Stat.STX_MNT_ID), Step.Width.LONG)
                .jumpIf(result, NOT_EQUAL, other, different);
    }

    /** Detaches the mount that {@link #mount} made: another file system, say, which an administrator put there, stays. */
    private void unmount(Label done) {
        Label mounted = builder.label("store is mounted");
        reopen();
        compareMounts(mounted);
        builder.jump(done).bind(mounted);
        for (int field : new int[] {Stat.STX_DEV_MAJOR, Stat.STX_DEV_MINOR}) {
            builder.load(result, outside.at(field), Step.Width.INT)
                    .load(other, inside.at(field), Step.Width.INT)
                    .jumpIf(result, NOT_EQUAL, other, done);
        }
        unmount(store.directory());
    }

    void unmount(String path) {
        builder.attempt(
                Syscall.UMOUNT2,
                calls.text(path),
                new Arg.Symbol(Mount.MNT_DETACH | Mount.UMOUNT_NOFOLLOW, "MNT_DETACH|UMOUNT_NOFOLLOW"));
    }

    /** While we waited for the lock somebody may have mounted it, or detached the mount. */
    private void reopen() {
        if (store.binds()) {
            calls.close(directory);
            calls.openat(
                    directory,
                    parent,
                    store.below().get(0),
                    Open.O_PATH | Open.directory(Arch.HOST) | Open.noFollow(Arch.HOST) | Open.O_CLOEXEC,
                    new Failure("cannot open " + store.directory()));
        }
    }

    private static Arg mode(int permissions) {
        return new Arg.Symbol(permissions, "0" + Integer.toOctalString(permissions));
    }
}
