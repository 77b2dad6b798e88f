package dev.alcove.container.engine;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Open;
import java.util.List;

/** The program that is being built, and what the parts of it share. */
final class Frame {
    final Plan plan;
    final ProgramBuilder builder;
    final Calls calls;
    final FileSteps files;

    /** The root file system, a directory. */
    final Slot root;

    final RootPaths paths;

    // what a few steps in a row need
    final Slot fd;
    final Slot tree;
    final Slot result;
    final Slot errno;

    Frame(Plan plan, String name) {
        this.plan = plan;
        builder = new ProgramBuilder(name);
        calls = new Calls(builder);
        files = new FileSteps(builder, calls);
        root = builder.slot("root");
        paths = new RootPaths(builder, files, root);
        fd = builder.slot("fd");
        tree = builder.slot("tree");
        result = builder.slot("result");
        errno = builder.slot("errno");
    }

    /** Appends a call that may fail with one of {@code ignored}, positive errnos. */
    void callUnless(List<Integer> ignored, Failure failure, Syscall syscall, Arg... arguments) {
        Step.Call call = new Step.Call(syscall, List.of(arguments), result, null);
        Label done = builder.label("done");
        builder.add(call).jumpIf(result, Step.Comparison.GREATER_OR_EQUAL, 0, done);
        for (int errno : ignored) {
            builder.jumpIf(result, Step.Comparison.EQUAL, -errno, done);
        }
        failLike(result, failure, call);
        builder.bind(done);
    }

    /** Ends the program because of a call, whose negated errno is in {@code slot}. */
    void failLike(Slot slot, Failure failure, Step.Call call) {
        builder.compute(errno, Operand.of(0), Step.Operator.SUBTRACT, slot).add(new Step.Fail(errno, failure, call));
    }

    /** Writes a text to a file of the host's, in one write(2). */
    void writeFile(String path, String text, Failure failure) {
        calls.open(fd, files.text(path), Open.O_WRONLY | Open.O_CLOEXEC, failure);
        calls.write(fd, text, failure);
        files.close(fd);
    }
}
