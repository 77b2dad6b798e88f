package dev.alcove.container.engine;

import dev.alcove.container.spec.Mount;
import dev.alcove.container.spec.Root;
import dev.alcove.launch.Arg;
import dev.alcove.launch.Slot;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.MountApi;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The container's root: put in place over the caller's, and at the end made the only one with pivot_root(2). A chroot(2) could be
 * left again.
 */
final class RootSteps {
    private static final int MS_REC = dev.alcove.linux.raw.Mount.MS_REC;

    private final Frame frame;
    private final MountSteps mounts;
    private final Root root;

    RootSteps(Frame frame, MountSteps mounts) {
        this.frame = frame;
        this.mounts = mounts;
        root = Objects.requireNonNull(frame.plan.spec().root(), "a container has a root");
    }

    /** A mount of the spec that is the root itself, such as an overlay; null where it is the directory. */
    static @Nullable Mount rootMount(List<Mount> mounts) {
        return !mounts.isEmpty()
                        && RootPaths.relative(mounts.get(0).destination()).equals(".")
                ? mounts.get(0)
                : null;
    }

    /** Mounts the root on top of the caller's, where only its descriptor leads. */
    void attach() {
        // What is mounted here must not come back outside.
        frame.calls.mount(
                frame.files.text("none"),
                "/",
                Arg.NULL,
                MS_REC | propagation("rslave"),
                Arg.NULL,
                Failures.of("cannot change the propagation of the mounts of the host"));
        Mount mount = rootMount(frame.plan.spec().mounts());
        if (mount == null) {
            String path = frame.plan.hostPath(root.path());
            frame.files.cloneTree(
                    frame.root,
                    FileSteps.CWD,
                    path,
                    At.AT_RECURSIVE,
                    Failures.of("cannot use " + path + " as root file system"));
        } else {
            mounts.prepare(mount, frame.root);
        }
        long readonly = root.readonly() ? MountApi.MOUNT_ATTR_RDONLY : 0;
        // What device nodes a root has are nobody's business where the container has others, in a /dev of its own.
        long devices = DeviceSteps.hasOwnDev(frame.plan.spec().mounts()) ? MountApi.MOUNT_ATTR_NODEV : 0;
        frame.files.setAttributes(
                frame.root, true, readonly | devices, 0, propagation("rprivate"), Failures.attributes("/"));
        if (readonly != 0 && !isHosts()) {
            // Until everything is mounted, mount points can be made.
            frame.files.setAttributes(frame.root, false, 0, readonly, 0, Failures.attributes("/"));
        }
        frame.files.moveMount(frame.root, "/", Failures.of("cannot mount the root file system"));
    }

    /** Whether the root is that of the host, which is never written to. */
    private boolean isHosts() {
        return root.path().equals("/") && rootMount(frame.plan.spec().mounts()) == null;
    }

    /** Makes it the root, and the old one unreachable. */
    void pivot() {
        if (root.readonly() && !isHosts()) {
            frame.files.setAttributes(frame.root, false, MountApi.MOUNT_ATTR_RDONLY, 0, 0, Failures.attributes("/"));
        }
        Slot fd = frame.root;
        frame.builder.call(Failures.of("cannot enter the root file system"), Syscall.FCHDIR, new Arg.Value(fd));
        // Both on one path: the old root is then on top of the new one, and is taken away from there.
        frame.builder.call(
                Failures.of("cannot change the root"),
                Syscall.PIVOT_ROOT,
                frame.files.text("."),
                frame.files.text("."));
        frame.builder.call(
                Failures.of("cannot detach the root of the host"),
                Syscall.UMOUNT2,
                frame.files.text("."),
                new Arg.Flags(dev.alcove.linux.raw.Mount.MNT_DETACH, Arg.Family.UMOUNT));
        frame.calls.chdir("/", Failures.of("cannot enter the root"));
        String word = frame.plan.linux().rootfsPropagation();
        if (word != null && !word.endsWith("private")) {
            frame.calls.mount(
                    frame.files.text("none"),
                    "/",
                    Arg.NULL,
                    (word.startsWith("r") ? MS_REC : 0) | propagation(word),
                    Arg.NULL,
                    Failures.of("cannot make the root " + word));
        }
    }

    /** The flag of mount(2) for a word of propagation, with or without its {@code r}. */
    static long propagation(String word) {
        return switch (word.startsWith("r") ? word.substring(1) : word) {
            case "shared" -> dev.alcove.linux.raw.Mount.MS_SHARED;
            case "slave" -> dev.alcove.linux.raw.Mount.MS_SLAVE;
            case "private" -> dev.alcove.linux.raw.Mount.MS_PRIVATE;
            case "unbindable" -> dev.alcove.linux.raw.Mount.MS_UNBINDABLE;
            default -> throw new IllegalArgumentException("no propagation: " + word);
        };
    }
}
