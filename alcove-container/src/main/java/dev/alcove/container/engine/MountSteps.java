package dev.alcove.container.engine;

import dev.alcove.container.spec.Mount;
import dev.alcove.container.spec.MountOptions;
import dev.alcove.container.spec.ParsedMount;
import dev.alcove.launch.Arg;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Slot;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Fcntl;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The mounts of the spec: each is made where nobody sees it, given its attributes, and then put in place. */
final class MountSteps {
    private static final int FIRST_FREE = 3;

    private final Frame frame;
    private final Slot fs;
    private @Nullable Slot proc;

    MountSteps(Frame frame) {
        this.frame = frame;
        fs = frame.builder.slot("file system");
    }

    /** A descriptor of the container's own proc, whatever lies on its {@code /proc}; null if there is none. */
    @Nullable Slot proc() {
        return proc;
    }

    /** All mounts of the spec in their order, but one that is the root itself. */
    void append() {
        List<Mount> mounts = frame.plan.spec().mounts();
        int first = RootSteps.rootMount(mounts) == null ? 0 : 1;
        for (Mount mount : mounts.subList(first, mounts.size())) {
            mount(mount);
        }
    }

    private void mount(Mount mount) {
        ParsedMount parsed = MountOptions.parse(mount.options());
        prepare(mount, frame.tree);
        String destination = Plan.bytes(mount.destination());
        boolean directory = !parsed.bind() || frame.plan.isDirectory(source(mount));
        // A link in the place of /proc or /sys would lead what is masked there, and what is not, elsewhere.
        boolean kernels = "proc".equals(mount.type()) || "sysfs".equals(mount.type());
        frame.paths.findOrMake(frame.fd, destination, directory, kernels);
        frame.files.moveMount(frame.tree, frame.fd, Failures.mounting(type(mount, parsed), destination));
        if (parsed.propagation() != null) {
            propagate(parsed.propagation(), destination);
        }
        if ("proc".equals(mount.type()) && proc == null) {
            proc = keep(frame.tree);
        }
        frame.files.close(frame.fd);
        frame.files.close(frame.tree);
    }

    private static String type(Mount mount, ParsedMount parsed) {
        return parsed.bind() ? String.valueOf(mount.source()) : String.valueOf(mount.type());
    }

    private Slot keep(Slot descriptor) {
        Slot kept = frame.builder.slot("proc");
        frame.builder.call(
                kept,
                Failures.of("cannot keep proc"),
                Syscall.FCNTL,
                new Arg.Value(descriptor),
                new Arg.Symbol(Fcntl.F_DUPFD_CLOEXEC, "F_DUPFD_CLOEXEC"),
                new Arg.Number(FIRST_FREE));
        return kept;
    }

    private void propagate(String word, String destination) {
        frame.files.setAttributes(
                frame.tree,
                word.startsWith("r"),
                0,
                0,
                RootSteps.propagation(word),
                Failures.of("cannot make the mount on " + destination + " " + word));
    }

    /** {@code tree} gets the mount, which is nowhere yet. */
    void prepare(Mount mount, Slot tree) {
        ParsedMount parsed = MountOptions.parse(mount.options());
        if (parsed.bind()) {
            bind(mount, parsed, tree);
        } else {
            create(mount, parsed, tree);
        }
    }

    private static String source(Mount mount) {
        return Objects.requireNonNull(mount.source(), "a bind mount has a source");
    }

    private void bind(Mount mount, ParsedMount parsed, Slot tree) {
        String source = frame.plan.hostPath(source(mount));
        frame.files.cloneTree(
                tree,
                FileSteps.CWD,
                source,
                (parsed.recursive() ? At.AT_RECURSIVE : 0) | (parsed.srcNofollow() ? At.AT_SYMLINK_NOFOLLOW : 0),
                Failures.of("cannot bind " + source + " to " + mount.destination()));
        attributes(tree, false, parsed.attrSet(), parsed.attrClr(), mount);
        attributes(tree, true, parsed.recAttrSet(), parsed.recAttrClr(), mount);
    }

    private void attributes(Slot tree, boolean recursive, long set, long clear, Mount mount) {
        if (set != 0 || clear != 0) {
            frame.files.setAttributes(tree, recursive, set, clear, 0, Failures.attributes(mount.destination()));
        }
    }

    private void create(Mount mount, ParsedMount parsed, Slot tree) {
        String type = Objects.requireNonNull(mount.type(), "a mount has a type");
        Failure failure = Failures.mounting(type, mount.destination());
        frame.files.fsopen(fs, Plan.bytes(type), failure);
        String source = mount.source();
        if (source != null) {
            frame.files.option(fs, "source", Plan.bytes(source), failure);
        }
        for (String flag : parsed.superblock()) {
            frame.files.option(fs, flag, failure);
        }
        for (String option : parsed.data()) {
            frame.files.option(fs, Plan.bytes(option), failure);
        }
        frame.files.create(fs, failure);
        frame.files.fsmount(tree, fs, parsed.attrSet(), failure);
        frame.files.close(fs);
        attributes(tree, true, parsed.recAttrSet(), parsed.recAttrClr(), mount);
    }
}
