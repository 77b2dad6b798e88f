package dev.alcove.container.engine;

import static dev.alcove.launch.Step.Comparison.EQUAL;
import static dev.alcove.launch.Step.Comparison.GREATER_OR_EQUAL;
import static dev.alcove.launch.Step.Comparison.NOT_EQUAL;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.MountApi;

/**
 * Covers what a container must not read: a directory by an empty one, a file by the host's {@code /dev/null}; and makes read-only what
 * it must not write. What is not there needs no cover.
 */
final class MaskSteps {
    private static final int ENOENT = 2;
    private static final int ENOTDIR = 20;
    private static final int EACCES = 13;
    private static final int EINVAL = 22;
    private static final long NOTHING = MountApi.MOUNT_ATTR_RDONLY
            | MountApi.MOUNT_ATTR_NOSUID
            | MountApi.MOUNT_ATTR_NODEV
            | MountApi.MOUNT_ATTR_NOEXEC;

    private final Frame frame;
    private final Slot empty;

    /** Whether the empty directory is in its first place: a mount that is nowhere cannot be copied before Linux 6.15. */
    private final Slot placed;

    MaskSteps(Frame frame) {
        this.frame = frame;
        empty = frame.builder.slot("empty directory");
        placed = frame.builder.slot("placed");
    }

    void append() {
        for (String path : frame.plan.linux().readonlyPaths()) {
            makeReadonly(Plan.bytes(path));
        }
        if (!frame.plan.linux().maskedPaths().isEmpty()) {
            makeEmpty();
        }
        for (String path : frame.plan.linux().maskedPaths()) {
            mask(Plan.bytes(path));
        }
    }

    /** Makes the empty directory, which is nowhere yet. */
    private void makeEmpty() {
        Slot fs = frame.tree;
        Failure failure = Failures.mounting("tmpfs", "masked directories");
        frame.files.fsopen(fs, "tmpfs", failure);
        frame.files.option(fs, "nr_inodes=1", failure);
        frame.files.create(fs, failure);
        frame.files.fsmount(empty, fs, NOTHING, failure);
        frame.files.close(fs);
        frame.builder.set(placed, Operand.of(0));
    }

    private void makeReadonly(String path) {
        Label done = frame.builder.label("read-only");
        findOrSkip(path, done, Failures.inside("cannot make read-only", path));
        Failure failure = Failures.of("cannot make " + path + " read-only");
        frame.files.cloneTree(frame.tree, new Arg.Value(frame.fd), "", At.AT_EMPTY_PATH | At.AT_RECURSIVE, failure);
        frame.files.setAttributes(frame.tree, true, MountApi.MOUNT_ATTR_RDONLY, 0, 0, failure);
        frame.files.moveMount(frame.tree, frame.fd, failure);
        frame.files.close(frame.tree);
        frame.files.close(frame.fd);
        frame.builder.bind(done);
    }

    /** Goes to {@code done} where nothing is there, or nothing that could be reached. */
    private void findOrSkip(String path, Label done, Failure failure) {
        Step.Call open = frame.files.tryOpenat2(
                frame.fd, frame.root, RootPaths.relative(path), RootPaths.PATH, FileSteps.IN_ROOT);
        Label found = frame.builder.label("found");
        frame.builder
                .jumpIf(frame.fd, GREATER_OR_EQUAL, 0, found)
                .jumpIf(frame.fd, EQUAL, -ENOENT, done)
                .jumpIf(frame.fd, EQUAL, -ENOTDIR, done)
                .jumpIf(frame.fd, EQUAL, -EACCES, done);
        frame.failLike(frame.fd, failure, open);
        frame.builder.bind(found);
    }

    private void mask(String path) {
        Label done = frame.builder.label("masked");
        Failure failure = Failures.of("cannot mask " + path);
        findOrSkip(path, done, Failures.inside("cannot mask", path));
        frame.files.cloneTree(frame.tree, FileSteps.CWD, "/dev/null", 0, failure);
        Label file = frame.builder.label("file");
        Step.Call move = frame.files.tryMoveMount(frame.result, frame.tree, frame.fd);
        frame.builder.jumpIf(frame.result, EQUAL, 0, file);
        Label directory = frame.builder.label("directory");
        // What is no file is a directory: the kernel puts neither on the other.
        frame.builder.jumpIf(frame.result, EQUAL, -EINVAL, directory);
        frame.failLike(frame.result, failure, move);
        frame.builder.bind(directory);
        coverDirectory(failure);
        frame.builder.bind(file);
        frame.files.close(frame.tree);
        frame.files.close(frame.fd);
        frame.builder.bind(done);
    }

    private void coverDirectory(Failure failure) {
        Label copy = frame.builder.label("copy");
        Label covered = frame.builder.label("covered");
        frame.builder.jumpIf(placed, NOT_EQUAL, 0, copy);
        frame.files.moveMount(empty, frame.fd, failure);
        frame.builder.set(placed, Operand.of(1)).jump(covered).bind(copy);
        frame.files.close(frame.tree);
        frame.files.cloneTree(frame.tree, new Arg.Value(empty), "", At.AT_EMPTY_PATH, failure);
        frame.files.moveMount(frame.tree, frame.fd, failure);
        frame.builder.bind(covered);
    }
}
