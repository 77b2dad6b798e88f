package dev.alcove.namespace;

import static dev.alcove.launch.Step.Comparison.EQUAL;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Data;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.FileHandle;
import dev.alcove.linux.raw.Magic;
import dev.alcove.linux.raw.Nsfs;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Socket;
import dev.alcove.linux.raw.Stat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Steps that open the namespaces to be entered: a pidfd of the target, files, a socket's, the parent of a user namespace. */
final class NamespaceFiles {
    private static final long READ = Open.O_RDONLY | Open.O_CLOEXEC;
    private static final int ESRCH = 3;
    private static final int EOPNOTSUPP = 95;

    private final NsenterOptions options;
    private final Target target;
    private final long types;
    private final ProgramBuilder builder;
    private final Calls calls;
    private final EnterRemedies remedies;
    private @Nullable Slot pidfd;
    private @Nullable Slot nsfs;

    NamespaceFiles(
            NsenterOptions options,
            Target target,
            long types,
            ProgramBuilder builder,
            Calls calls,
            EnterRemedies remedies) {
        this.options = options;
        this.target = target;
        this.types = types;
        this.builder = builder;
        this.calls = calls;
        this.remedies = remedies;
    }

    void open(EnterSteps enter) {
        if (options.targetInode().isPresent()) {
            validate(options.targetInode().getAsLong());
        }
        long ofTarget = 0;
        for (NamespaceType type : NamespaceType.values()) {
            String file = options.file(type);
            if (file != null) {
                enter.byDescriptor(type, file.startsWith(":") ? byId(type, file.substring(1)) : file(type, file));
            } else if ((types & type.cloneFlag()) != 0) {
                ofTarget |= type.cloneFlag();
            }
        }
        if (ofTarget != 0 && target.isProcess()) {
            enter.byPidfd(pidfd("cannot open /proc/" + target.pid() + "/ns"), ofTarget);
        } else {
            openEach(enter, ofTarget);
        }
        if (options.userParent()) {
            enter.byDescriptor(NamespaceType.USER, parent(enter.descriptor(NamespaceType.USER)));
        }
        if (options.netSocket().isPresent()) {
            enter.byDescriptor(
                    NamespaceType.NET, ofSocket(options.netSocket().getAsInt(), enter.descriptor(NamespaceType.NET)));
        }
    }

    /** A thread that is not the first of its process has no pidfd, and of a process that is gone the error should tell. */
    private void openEach(EnterSteps enter, long ofTarget) {
        for (NamespaceType type : NamespaceType.values()) {
            if ((ofTarget & type.cloneFlag()) != 0) {
                enter.byDescriptor(type, file(type, "/proc/" + target.pid() + "/ns/" + type.procName()));
            }
        }
    }

    private Slot file(NamespaceType type, String path) {
        Slot fd = builder.slot(type.procName());
        calls.open(fd, calls.text(path), READ, new Failure("cannot open " + path, remedies.opening(path)));
        return fd;
    }

    private Slot pidfd(String attempt) {
        Slot fd = pidfd;
        if (fd == null) {
            fd = builder.slot("pidfd");
            openPidfd(fd, new Failure(attempt, remedies.opening("/proc/" + target.pid() + "/")));
            pidfd = fd;
        }
        return fd;
    }

    private Step.Call openPidfd(Slot fd, Failure failure) {
        Step.Call call = new Step.Call(
                Syscall.PIDFD_OPEN, List.of(new Arg.Number(target.pid()), new Arg.Number(0)), fd, failure);
        builder.add(call);
        return call;
    }

    /** A pidfd of the process that has this inode number, or none. */
    private void validate(long inode) {
        Slot fd = builder.slot("pidfd");
        Slot number = builder.slot("inode");
        Slot errno = builder.slot("errno of pidfd");
        Label pidfs = builder.label("pidfd on pidfs");
        Label same = builder.label("same process");
        Failure failure =
                new Failure("failed to obtain a valid file descriptor for PID " + target.pid(), remedies.validating());
        Data stat = builder.buffer(Stat.STATX_SIZE_OF);
        Step.Call opened = openPidfd(fd, failure);
        builder.call(failure, Syscall.FSTATFS, new Arg.Value(fd), new Arg.Described(stat.address(), "stat"))
                .load(number, stat.at(0), Step.Width.LONG)
                .jumpIf(number, EQUAL, Magic.PID_FS_MAGIC, pidfs)
                .set(errno, Operand.of(EOPNOTSUPP))
                .add(new Step.Fail(errno, failure, opened))
                .bind(pidfs);
        Step.Call read = OuterSteps.statx(builder, fd, Stat.STATX_INO, stat, failure);
        builder.load(number, stat.at(Stat.STX_INO), Step.Width.LONG)
                .jumpIf(number, EQUAL, inode, same)
                .set(errno, Operand.of(ESRCH))
                .add(new Step.Fail(errno, failure, read))
                .bind(same);
        pidfd = fd;
    }

    /** Linux 6.19: a namespace by its identifier, which needs any descriptor on the same file system. */
    private Slot byId(NamespaceType type, String id) {
        Failure failure = new Failure("failed to fill namespace file handle", EnterRemedies.openingById());
        Slot any = nsfs;
        if (any == null) {
            any = builder.slot("nsfs");
            calls.open(any, calls.text("/proc/self/ns/mnt"), READ, failure);
            nsfs = any;
        }
        Data handle = builder.bytes(ByteBuffer.allocate(FileHandle.SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(FileHandle.HANDLE_BYTES, FileHandle.NSFS_SIZE)
                .array());
        Arg described = new Arg.Described(handle.address(), "handle");
        builder.call(
                        failure,
                        Syscall.NAME_TO_HANDLE_AT,
                        new Arg.Value(any),
                        calls.text(""),
                        described,
                        new Arg.Described(builder.buffer(Integer.BYTES).address(), "mount id"),
                        new Arg.Symbol(At.AT_EMPTY_PATH | FileHandle.AT_HANDLE_FID, "AT_EMPTY_PATH|AT_HANDLE_FID"))
                .store(handle.at(FileHandle.NS_ID), Operand.of(Long.parseUnsignedLong(id)), Step.Width.LONG)
                .store(handle.at(FileHandle.NS_TYPE), Operand.of(0), Step.Width.LONG);
        Slot fd = builder.slot(type.procName());
        builder.call(
                fd,
                new Failure("cannot open namespace of id " + id, EnterRemedies.openingById()),
                Syscall.OPEN_BY_HANDLE_AT,
                new Arg.Value(any),
                described,
                new Arg.Flags(READ, Arg.Family.OPEN));
        return fd;
    }

    /** The parent of a user namespace: that of the file, if one was opened, or else the target's. */
    private Slot parent(@Nullable Slot opened) {
        Slot user = opened;
        if (user == null) {
            user = file(NamespaceType.USER, "/proc/" + target.pid() + "/ns/user");
        }
        Slot parent = builder.slot("user parent");
        builder.call(
                parent,
                new Failure("failed to open parent namespace", remedies.userParent()),
                Syscall.IOCTL,
                new Arg.Value(user),
                new Arg.Symbol(Nsfs.NS_GET_USERNS, "NS_GET_USERNS"));
        calls.close(user);
        return parent;
    }

    private Slot ofSocket(int number, @Nullable Slot opened) {
        Slot process = pidfd("failed to pidfd_open() for " + target.pid());
        Slot socket = builder.slot("socket");
        Slot net = builder.slot("net of socket");
        String pid = Integer.toString(target.pid());
        builder.call(
                        socket,
                        new Failure("pidfd_getfd(" + pid + ", " + number + ")", remedies.gettingSocket(number)),
                        Syscall.PIDFD_GETFD,
                        new Arg.Value(process),
                        new Arg.Number(number),
                        new Arg.Number(0))
                .call(
                        net,
                        new Failure("ioctl(" + number + ", SIOCGSKNS)", remedies.socketNamespace(number)),
                        Syscall.IOCTL,
                        new Arg.Value(socket),
                        new Arg.Symbol(Socket.SIOCGSKNS, "SIOCGSKNS"),
                        Arg.NULL);
        calls.close(socket);
        if (opened != null) {
            calls.close(opened);
        }
        return net;
    }
}
