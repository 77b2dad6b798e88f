package dev.alcove.namespace;

import static dev.alcove.launch.Step.Comparison.EQUAL;
import static dev.alcove.launch.Step.Comparison.LESS;
import static dev.alcove.launch.Step.Comparison.NOT_EQUAL;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Label;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Remedy;
import dev.alcove.launch.Slot;
import dev.alcove.linux.Errno;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.Mount;
import dev.alcove.linux.raw.MountApi;
import dev.alcove.linux.raw.Open;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps that enter a network namespace by its name and make a mount namespace that goes with it: {@code /sys} shows its devices,
 * and each file in {@code /etc/netns/NAME} stands over the one in {@code /etc}. In iproute2's order, with its messages.
 */
final class NetnsSwitchSteps {
    private static final String ETC = "/etc/netns/";
    private static final int MAX_NAME = 255;
    private static final int STDERR = 2;

    /** What iproute2 exits with if the namespace cannot be entered. */
    private static final int STATUS = 255;

    /** The errors that a warning tells by their text. */
    private static final Errno[] TOLD = {
        Errno.ENOENT, Errno.ENOTDIR, Errno.EACCES, Errno.EPERM, Errno.EINVAL, Errno.ELOOP
    };

    private static final Arg CWD = new Arg.Symbol(At.AT_FDCWD, "AT_FDCWD");
    private static final Remedy NO_RIGHT = Remedy.on(
            Errno.EPERM.number(),
            "it takes CAP_SYS_ADMIN, here and in the user namespace that owns the network namespace: run as root, or where"
                    + " it was made");

    private final ProgramBuilder builder;
    private final Calls calls;
    private final Slot fd;
    private final Slot result;
    private final NetnsSysSteps sys;

    NetnsSwitchSteps(ProgramBuilder builder, Calls calls) {
        this.builder = builder;
        this.calls = calls;
        fd = builder.slot("network namespace");
        result = builder.slot("result");
        sys = new NetnsSysSteps(builder, calls);
    }

    /** Appends the steps for a name, a byte string. What there is for it in {@code /etc/netns} is looked up now. */
    void enter(String name) throws IOException {
        enterNet(name, KeptNamespaces.NETNS + "/" + name);
        calls.unshare(Clone.CLONE_NEWNS, failure("unshare failed", NO_RIGHT));
        calls.mount(
                calls.text(""),
                "/",
                calls.text("none"),
                Mount.MS_SLAVE | Mount.MS_REC,
                Arg.NULL,
                failure("\"mount --make-rslave /\" failed"));
        sys.mount(name);
        for (String file : files(name)) {
            bind(ETC + name + "/" + file, "/etc/" + file);
        }
    }

    private void enterNet(String name, String path) {
        Remedy missing = Remedy.on(
                Errno.ENOENT.number(), "there is no such name in " + KeptNamespaces.NETNS + ": see ip netns list");
        Remedy stale = Remedy.on(
                Errno.EINVAL.number(),
                "no network namespace is bound to " + path + ": the name is left over, see ip netns delete");
        calls.open(
                fd,
                calls.text(path),
                Open.O_RDONLY | Open.O_CLOEXEC,
                failure("Cannot open network namespace \"" + name + "\"", missing));
        builder.call(
                failure("setting the network namespace \"" + name + "\" failed", NO_RIGHT, stale),
                Syscall.SETNS,
                new Arg.Value(fd),
                new Arg.Flags(Clone.CLONE_NEWNET, Arg.Family.CLONE));
        calls.close(fd);
    }

    static Failure failure(String attempt, Remedy... remedies) {
        return new Failure(attempt, STATUS, List.of(remedies));
    }

    /** The arguments of move_mount(2) that put a mount on a path, or on the link that is there. */
    static Arg[] moved(Slot mount, Calls calls, String path) {
        Arg flags = new Arg.Symbol(MountApi.MOVE_MOUNT_F_EMPTY_PATH, "MOVE_MOUNT_F_EMPTY_PATH");
        return new Arg[] {new Arg.Value(mount), calls.text(""), CWD, calls.text(path), flags};
    }

    private static List<String> files(String name) throws IOException {
        List<String> files = new ArrayList<>();
        if (name.length() >= MAX_NAME) {
            return files;
        }
        Path directory = BytePaths.of(ETC + name);
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                for (Path entry : entries) {
                    files.add(BytePaths.name(entry));
                }
            }
        }
        return files;
    }

    /**
     * Binds a file over another. A link is followed; one that leads nowhere, as /etc/resolv.conf may, gets the file put over
     * itself. If that fails too, it is told and the program goes on.
     */
    private void bind(String source, String target) {
        Label failed = builder.label("not bound " + target);
        Label next = builder.label("bound " + target);
        calls.tryMount(result, calls.text(source), target, calls.text("none"), Mount.MS_BIND, Arg.NULL);
        builder.jumpIf(result, EQUAL, 0, next)
                .jumpIf(result, NOT_EQUAL, -Errno.ENOENT.number(), failed)
                .attempt(
                        fd,
                        Syscall.OPEN_TREE,
                        CWD,
                        calls.text(source),
                        new Arg.Symbol(
                                MountApi.OPEN_TREE_CLONE | MountApi.OPEN_TREE_CLOEXEC,
                                "OPEN_TREE_CLONE|OPEN_TREE_CLOEXEC"))
                .jumpIf(fd, LESS, 0, failed)
                .attempt(result, Syscall.MOVE_MOUNT, moved(fd, calls, target));
        calls.close(fd);
        builder.jumpIf(result, EQUAL, 0, next).bind(failed);
        warn("Bind " + source + " -> " + target + " failed", next);
        builder.bind(next);
    }

    /** Tells of the error that {@link #result} is, and goes on at {@code next}, or behind. */
    private void warn(String attempt, Label next) {
        for (Errno errno : TOLD) {
            Label other = builder.label("not " + errno + " " + next);
            builder.jumpIf(result, NOT_EQUAL, -errno.number(), other);
            tell(attempt + ": " + errno.text() + "\n");
            builder.jump(next).bind(other);
        }
        tell(attempt + "\n");
    }

    private void tell(String line) {
        builder.attempt(Syscall.WRITE, new Arg.Number(STDERR), calls.text(line), new Arg.Number(line.length()));
    }
}
