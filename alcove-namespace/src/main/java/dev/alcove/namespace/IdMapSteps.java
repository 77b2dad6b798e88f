package dev.alcove.namespace;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Open;
import dev.alcove.namespace.steps.Remedies;
import java.util.List;

/** Steps that write the id maps of a user namespace: from inside for one id, from outside for ranges. */
final class IdMapSteps {
    private static final String SETGROUPS = "/proc/self/setgroups";
    private static final int ENOENT = 2;

    private final ProgramBuilder builder;
    private final Calls calls;
    private final Slot fd;
    private final Slot errno;

    IdMapSteps(ProgramBuilder builder, Calls calls) {
        this.builder = builder;
        this.calls = calls;
        fd = builder.slot("map file");
        errno = builder.slot("errno of open");
    }

    /** Holds the descriptor of a file while its contents are written. */
    Slot fd() {
        return fd;
    }

    /** From inside: the one line of {@code uid_map} or {@code gid_map} that shows the process's own id as {@code inside}. */
    void single(Self self, String map, long inside) {
        String path = "/proc/self/" + map;
        calls.open(fd, calls.text(path), Open.O_WRONLY, new Failure("cannot open " + path, Remedies.writingMap()));
        self.writeSingleMap(fd, map, inside, new Failure("write failed " + path, Remedies.writingMap()));
        calls.close(fd);
    }

    /** From inside: {@code allow} or {@code deny} for setgroups(2). A kernel before 3.19 has no file for it. */
    void setgroups(String word) {
        Label opened = builder.label(word + " setgroups");
        Label done = builder.label("setgroups done");
        Step.Call open = new Step.Call(
                Syscall.OPENAT,
                List.of(
                        new Arg.Symbol(At.AT_FDCWD, "AT_FDCWD"),
                        calls.text(SETGROUPS),
                        new Arg.Flags(Open.O_WRONLY, Arg.Family.OPEN)),
                fd,
                null);
        builder.add(open)
                .jumpIf(fd, Step.Comparison.GREATER_OR_EQUAL, 0, opened)
                .compute(errno, Operand.of(0), Step.Operator.SUBTRACT, fd)
                .jumpIf(errno, Step.Comparison.EQUAL, ENOENT, done)
                .add(new Step.Fail(errno, new Failure("cannot open " + SETGROUPS), open))
                .bind(opened);
        calls.write(fd, word, new Failure("write failed " + SETGROUPS));
        calls.close(fd);
        builder.bind(done);
    }

    /** From outside, with privilege: all the lines of a map. {@code shown} is the path in messages. */
    void write(Arg path, String shown, List<IdRange> ranges) {
        calls.open(
                fd,
                path,
                Open.O_WRONLY | Open.O_CLOEXEC,
                new Failure("failed to open " + shown, Remedies.writingMap()));
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < ranges.size(); i++) {
            lines.append(ranges.get(i)).append('\n');
        }
        calls.write(fd, lines.toString(), new Failure("failed to write " + shown, Remedies.writingMap()));
        calls.close(fd);
    }
}
