package dev.alcove.container.engine;

import static dev.alcove.launch.Step.Comparison.EQUAL;
import static dev.alcove.launch.Step.Comparison.GREATER_OR_EQUAL;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Arch;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Fcntl;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Stat;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps that find files of a container by their path, and make what is missing. Whatever symbolic links there are in its root,
 * and whoever changes them meanwhile: nothing outside is ever found or made.
 */
final class RootPaths {
    static final int PATH = Open.O_PATH;
    static final int DIRECTORY = Open.O_PATH | Open.directory(Arch.HOST);

    private static final int ENOENT = 2;
    private static final int FIRST_FREE = 3;
    private static final int DIRECTORY_MODE = 0755;
    private static final int FILE_MODE = Stat.S_IFREG | 0644;

    private final ProgramBuilder builder;
    private final FileSteps files;
    private final Slot root;
    private final Slot parent;
    private final Slot next;
    private final Slot errno;

    /** Paths below the directory whose descriptor is in {@code root}. */
    RootPaths(ProgramBuilder builder, FileSteps files, Slot root) {
        this.builder = builder;
        this.files = files;
        this.root = root;
        parent = builder.slot("parent directory");
        next = builder.slot("next directory");
        errno = builder.slot("errno of path");
    }

    /** {@code fd} gets a file that must be there. */
    void find(Slot fd, String path, long flags, Failure failure) {
        files.openat2(fd, root, relative(path), flags, FileSteps.IN_ROOT, failure);
    }

    /** {@code fd} gets a file, or a negated errno. */
    void tryFind(Slot fd, String path, long flags) {
        files.tryOpenat2(fd, root, relative(path), flags, FileSteps.IN_ROOT);
    }

    /**
     * {@code fd} gets a file, which is made if it is not there, with the directories above it.
     *
     * @param directory whether it is made as a directory, or as an empty file
     * @param straight whether there must be no symbolic link on the way
     */
    void findOrMake(Slot fd, String path, boolean directory, boolean straight) {
        String relative = relative(path);
        long resolve = FileSteps.IN_ROOT | (straight ? Open.RESOLVE_NO_SYMLINKS : 0);
        Failure failure = Failures.inside("cannot find", path);
        Label found = builder.label("found");
        Label missing = builder.label("missing");
        Step.Call open = files.tryOpenat2(fd, root, relative, PATH, resolve);
        builder.jumpIf(fd, GREATER_OR_EQUAL, 0, found)
                .jumpIf(fd, EQUAL, -ENOENT, missing)
                .compute(errno, Operand.of(0), Step.Operator.SUBTRACT, fd)
                .add(new Step.Fail(errno, failure, open))
                .bind(missing);
        make(path, directory, resolve);
        files.openat2(fd, root, relative, PATH, resolve, failure);
        builder.bind(found);
    }

    /** Makes the last component of a path and those above it that are missing. */
    private void make(String path, boolean directory, long resolve) {
        List<String> names = names(path);
        builder.call(
                parent,
                Failures.inside("cannot make", path),
                Syscall.FCNTL,
                new Arg.Value(root),
                new Arg.Symbol(Fcntl.F_DUPFD_CLOEXEC, "F_DUPFD_CLOEXEC"),
                new Arg.Number(FIRST_FREE));
        for (int i = 0; i < names.size() - 1; i++) {
            enter(names.get(i), String.join("/", names.subList(0, i + 1)), resolve, path);
        }
        String last = names.get(names.size() - 1);
        Failure failure = Failures.inside("cannot make", path);
        if (directory) {
            mkdir(last, failure);
        } else {
            builder.call(
                    failure,
                    Syscall.MKNODAT,
                    new Arg.Value(parent),
                    files.text(last),
                    new Arg.Symbol(FILE_MODE, "S_IFREG|0644"),
                    new Arg.Number(0));
        }
        files.close(parent);
    }

    /** Goes on to a directory, which is made if it is missing. */
    private void enter(String name, String prefix, long resolve, String path) {
        Label there = builder.label("directory");
        Label make = builder.label("make directory");
        Failure failure = Failures.inside("cannot make", path);
        Step.Call open = files.tryOpenat2(next, root, prefix, DIRECTORY, resolve);
        builder.jumpIf(next, GREATER_OR_EQUAL, 0, there)
                .jumpIf(next, EQUAL, -ENOENT, make)
                .compute(errno, Operand.of(0), Step.Operator.SUBTRACT, next)
                .add(new Step.Fail(errno, failure, open))
                .bind(make);
        mkdir(name, failure);
        files.openat2(next, root, prefix, DIRECTORY, resolve, failure);
        builder.bind(there);
        files.close(parent);
        builder.set(parent, next);
    }

    private void mkdir(String name, Failure failure) {
        builder.call(
                failure,
                Syscall.MKDIRAT,
                new Arg.Value(parent),
                files.text(name),
                new Arg.Symbol(DIRECTORY_MODE, "0755"));
    }

    private static List<String> names(String path) {
        List<String> names = new ArrayList<>();
        for (String name : path.split("/", -1)) {
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return names;
    }

    /** openat2 takes a path below a directory; {@code .} is that itself. */
    static String relative(String path) {
        String relative = String.join("/", names(path));
        return relative.isEmpty() ? "." : relative;
    }
}
