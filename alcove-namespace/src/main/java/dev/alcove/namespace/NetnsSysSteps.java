package dev.alcove.namespace;

import static dev.alcove.launch.Step.Comparison.GREATER_OR_EQUAL;
import static dev.alcove.launch.Step.Comparison.LESS;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Label;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Mount;
import dev.alcove.linux.raw.MountApi;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Steps that put a {@code /sys} in place of the old one that shows the devices of the network namespace. The new one is made
 * before the old one goes, which so stays where a new one is refused: in a user namespace whose {@code /sys} has something
 * mounted over parts of it. The cgroups in the old one move to the new one.
 */
final class NetnsSysSteps {
    private static final String SYS = "/sys";
    private static final String CGROUP = "/sys/fs/cgroup";

    private static final Arg CWD = new Arg.Symbol(At.AT_FDCWD, "AT_FDCWD");
    private static final Arg ZERO = new Arg.Number(0);
    private static final Arg READ_ONLY = new Arg.Symbol(MountApi.MOUNT_ATTR_RDONLY, "MOUNT_ATTR_RDONLY");
    private static final Arg ALL_OF_IT = new Arg.Symbol(
            MountApi.OPEN_TREE_CLONE | MountApi.OPEN_TREE_CLOEXEC | At.AT_RECURSIVE,
            "OPEN_TREE_CLONE|OPEN_TREE_CLOEXEC|AT_RECURSIVE");

    private final ProgramBuilder builder;
    private final Calls calls;
    private final Slot context;
    private final Slot made;
    private final Slot cgroups;

    NetnsSysSteps(ProgramBuilder builder, Calls calls) {
        this.builder = builder;
        this.calls = calls;
        context = builder.slot("sysfs");
        made = builder.slot("new /sys");
        cgroups = builder.slot("cgroups");
    }

    /** Appends the steps; {@code source} is what the list of mounts shows of where it comes from. */
    void mount(String source) throws IOException {
        Label refused = builder.label("no new /sys");
        make(source, refused);
        boolean keeps = hasCgroups();
        if (keeps) {
            builder.attempt(cgroups, Syscall.OPEN_TREE, CWD, calls.text(CGROUP), ALL_OF_IT);
        }
        builder.attempt(Syscall.UMOUNT2, calls.text(SYS), new Arg.Symbol(Mount.MNT_DETACH, "MNT_DETACH"))
                .call(
                        NetnsSwitchSteps.failure("mount of /sys failed"),
                        Syscall.MOVE_MOUNT,
                        NetnsSwitchSteps.moved(made, calls, SYS));
        calls.close(made);
        if (keeps) {
            builder.attempt(Syscall.MOVE_MOUNT, NetnsSwitchSteps.moved(cgroups, calls, CGROUP));
            calls.close(cgroups);
        }
        builder.bind(refused);
    }

    /** Makes the mount, read-only where it may not be had otherwise; goes on at {@code refused} if not even that. */
    private void make(String source, Label refused) {
        Label mounted = builder.label("/sys made");
        builder.attempt(
                        context,
                        Syscall.FSOPEN,
                        calls.text("sysfs"),
                        new Arg.Symbol(MountApi.FSOPEN_CLOEXEC, "FSOPEN_CLOEXEC"))
                .jumpIf(context, LESS, 0, refused);
        fsconfig(MountApi.FSCONFIG_SET_STRING, "FSCONFIG_SET_STRING", calls.text("source"), calls.text(source));
        fsconfig(MountApi.FSCONFIG_CMD_CREATE, "FSCONFIG_CMD_CREATE", Arg.NULL, Arg.NULL);
        builder.jumpIf(made, LESS, 0, refused);
        fsmount(ZERO);
        builder.jumpIf(made, GREATER_OR_EQUAL, 0, mounted);
        fsmount(READ_ONLY);
        builder.jumpIf(made, LESS, 0, refused).bind(mounted);
        calls.close(context);
    }

    private void fsconfig(int command, String name, Arg key, Arg value) {
        builder.attempt(
                made, Syscall.FSCONFIG, new Arg.Value(context), new Arg.Symbol(command, name), key, value, ZERO);
    }

    private void fsmount(Arg attributes) {
        builder.attempt(
                made,
                Syscall.FSMOUNT,
                new Arg.Value(context),
                new Arg.Symbol(MountApi.FSMOUNT_CLOEXEC, "FSMOUNT_CLOEXEC"),
                attributes);
    }

    /** Whether the caller has cgroups where they usually are. */
    private static boolean hasCgroups() throws IOException {
        try (FileInputStream in = new FileInputStream("/proc/self/mountinfo")) {
            String mounts = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            return mounts.contains(" " + CGROUP + " ");
        }
    }
}
