package dev.alcove.container.engine;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Failure;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.MountApi;
import dev.alcove.linux.raw.Open;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Steps on files by descriptor: openat2(2), and the mount API of Linux 5.2, with which no path is walked twice. */
final class FileSteps {
    static final Arg CWD = new Arg.Symbol(At.AT_FDCWD, "AT_FDCWD");

    /** How paths of a container are walked: nothing leads out of its root, not even a link of {@code /proc}. */
    static final int IN_ROOT = Open.RESOLVE_IN_ROOT | Open.RESOLVE_NO_MAGICLINKS;

    /** How files of a proc are found: in that and nowhere else, whatever has been mounted on its directories. */
    static final int IN_PROC = Open.RESOLVE_BENEATH | Open.RESOLVE_NO_XDEV | Open.RESOLVE_NO_MAGICLINKS;

    private final ProgramBuilder builder;
    private final Calls calls;
    private final Map<List<Long>, Arg> hows = new HashMap<>();
    private final Map<List<Long>, Arg> attributes = new HashMap<>();
    private final Map<String, Arg> texts = new HashMap<>();

    FileSteps(ProgramBuilder builder, Calls calls) {
        this.builder = builder;
        this.calls = calls;
    }

    /** A C string, one for all steps that have the same. */
    Arg text(String latin1) {
        return texts.computeIfAbsent(latin1, calls::text);
    }

    /** openat2(2), Linux 5.6; a later step looks at {@code fd}. */
    Step.Call tryOpenat2(Slot fd, Slot directory, String path, long flags, long resolve) {
        Step.Call call = opening(fd, directory, path, flags, resolve, null);
        builder.add(call);
        return call;
    }

    /** openat2(2), Linux 5.6. */
    void openat2(Slot fd, Slot directory, String path, long flags, long resolve, Failure failure) {
        builder.add(opening(fd, directory, path, flags, resolve, failure));
    }

    private Step.Call opening(
            Slot fd, Slot directory, String path, long flags, long resolve, @Nullable Failure failure) {
        return new Step.Call(
                Syscall.OPENAT2,
                List.of(
                        new Arg.Value(directory),
                        text(path),
                        how(flags | Open.O_CLOEXEC, resolve),
                        new Arg.Number(Open.How.SIZE_VER0)),
                fd,
                failure);
    }

    private Arg how(long flags, long resolve) {
        return hows.computeIfAbsent(List.of(flags, resolve), key -> {
            ByteBuffer how = ByteBuffer.allocate(Open.How.SIZE_VER0).order(ByteOrder.LITTLE_ENDIAN);
            how.putLong(Open.How.FLAGS, flags).putLong(Open.How.RESOLVE, resolve);
            return new Arg.OpenHow(builder.bytes(how.array()), flags, resolve);
        });
    }

    /** open_tree(2): a copy of the mounts at a path, which is nowhere yet. */
    void cloneTree(Slot tree, Arg directory, String path, long flags, Failure failure) {
        builder.call(
                tree,
                failure,
                Syscall.OPEN_TREE,
                directory,
                text(path),
                new Arg.Flags(MountApi.OPEN_TREE_CLONE | MountApi.OPEN_TREE_CLOEXEC | flags, Arg.Family.OPEN_TREE));
    }

    /** move_mount(2): puts {@code tree} on the file that {@code target} is. */
    void moveMount(Slot tree, Slot target, Failure failure) {
        builder.call(failure, Syscall.MOVE_MOUNT, moveMountArguments(tree, target));
    }

    /** The same, whose result a later step looks at. */
    Step.Call tryMoveMount(Slot result, Slot tree, Slot target) {
        Step.Call call = new Step.Call(Syscall.MOVE_MOUNT, List.of(moveMountArguments(tree, target)), result, null);
        builder.add(call);
        return call;
    }

    private Arg[] moveMountArguments(Slot tree, Slot target) {
        return new Arg[] {
            new Arg.Value(tree),
            text(""),
            new Arg.Value(target),
            text(""),
            new Arg.Flags(MountApi.MOVE_MOUNT_F_EMPTY_PATH | MountApi.MOVE_MOUNT_T_EMPTY_PATH, Arg.Family.MOVE_MOUNT)
        };
    }

    /** move_mount(2): puts {@code tree} on top of a path of the caller. */
    void moveMount(Slot tree, String path, Failure failure) {
        builder.call(
                failure,
                Syscall.MOVE_MOUNT,
                new Arg.Value(tree),
                text(""),
                CWD,
                text(path),
                new Arg.Flags(MountApi.MOVE_MOUNT_F_EMPTY_PATH, Arg.Family.MOVE_MOUNT));
    }

    /**
     * mount_setattr(2), Linux 5.12.
     *
     * @param recursive whether mounts below are changed too
     * @param set attributes to set, {@code MOUNT_ATTR_*}
     * @param clear attributes to clear
     * @param propagation one of {@code MS_SHARED} and its siblings; 0 leaves it
     */
    void setAttributes(Slot tree, boolean recursive, long set, long clear, long propagation, Failure failure) {
        builder.call(
                failure,
                Syscall.MOUNT_SETATTR,
                new Arg.Value(tree),
                text(""),
                new Arg.Flags(At.AT_EMPTY_PATH | (recursive ? At.AT_RECURSIVE : 0), Arg.Family.AT),
                mountAttr(set, clear, propagation),
                new Arg.Number(MountApi.Attr.SIZE_VER0));
    }

    private Arg mountAttr(long set, long clear, long propagation) {
        return attributes.computeIfAbsent(List.of(set, clear, propagation), key -> {
            ByteBuffer attr = ByteBuffer.allocate(MountApi.Attr.SIZE_VER0).order(ByteOrder.LITTLE_ENDIAN);
            attr.putLong(MountApi.Attr.ATTR_SET, set)
                    .putLong(MountApi.Attr.ATTR_CLR, clear)
                    .putLong(MountApi.Attr.PROPAGATION, propagation);
            return new Arg.MountAttr(builder.bytes(attr.array()), set, clear, propagation);
        });
    }

    /** fsopen(2): a file system that is to be configured. */
    void fsopen(Slot fs, String type, Failure failure) {
        builder.call(
                fs, failure, Syscall.FSOPEN, text(type), new Arg.Symbol(MountApi.FSOPEN_CLOEXEC, "FSOPEN_CLOEXEC"));
    }

    /** fsconfig(2): an option, {@code key=value} or {@code key}. */
    void option(Slot fs, String option, Failure failure) {
        int equals = option.indexOf('=');
        if (equals < 0) {
            fsconfig(fs, MountApi.FSCONFIG_SET_FLAG, "FSCONFIG_SET_FLAG", text(option), Arg.NULL, failure);
        } else {
            option(fs, option.substring(0, equals), option.substring(equals + 1), failure);
        }
    }

    /** fsconfig(2): an option with a value. */
    void option(Slot fs, String key, String value, Failure failure) {
        fsconfig(fs, MountApi.FSCONFIG_SET_STRING, "FSCONFIG_SET_STRING", text(key), text(value), failure);
    }

    /** fsconfig(2): makes the file system. */
    void create(Slot fs, Failure failure) {
        fsconfig(fs, MountApi.FSCONFIG_CMD_CREATE, "FSCONFIG_CMD_CREATE", Arg.NULL, Arg.NULL, failure);
    }

    private void fsconfig(Slot fs, int command, String name, Arg key, Arg value, Failure failure) {
        builder.call(
                failure,
                Syscall.FSCONFIG,
                new Arg.Value(fs),
                new Arg.Symbol(command, name),
                key,
                value,
                new Arg.Number(0));
    }

    /** fsmount(2): a mount of the file system, which is nowhere yet. */
    void fsmount(Slot mount, Slot fs, long attributes, Failure failure) {
        builder.call(
                mount,
                failure,
                Syscall.FSMOUNT,
                new Arg.Value(fs),
                new Arg.Symbol(MountApi.FSMOUNT_CLOEXEC, "FSMOUNT_CLOEXEC"),
                new Arg.Flags(attributes, Arg.Family.MOUNT_ATTR));
    }

    /** close(2). */
    void close(Slot fd) {
        calls.close(fd);
    }
}
