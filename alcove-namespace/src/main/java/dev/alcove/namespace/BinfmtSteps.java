package dev.alcove.namespace;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Failure;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.linux.raw.Mount;
import dev.alcove.linux.raw.Open;
import dev.alcove.namespace.steps.Remedies;

/** Steps that mount binfmt_misc and register an interpreter with it: in a user namespace from Linux 6.7 on. */
final class BinfmtSteps {
    static final String DIRECTORY = "/proc/sys/fs/binfmt_misc";

    private final ProgramBuilder builder;
    private final Calls calls;

    BinfmtSteps(ProgramBuilder builder, Calls calls) {
        this.builder = builder;
        this.calls = calls;
    }

    /** Whether the interpreter is opened when it is registered, so that it may lie outside of a new root: flag {@code F}. */
    static boolean isFixed(String definition) {
        int flags = definition.lastIndexOf(':');
        return flags >= 0 && definition.indexOf('F', flags) >= 0;
    }

    void mount(String directory) {
        calls.mount(
                calls.text("binfmt_misc"),
                directory,
                calls.text("binfmt_misc"),
                Mount.MS_NOSUID | Mount.MS_NOEXEC | Mount.MS_NODEV,
                Arg.NULL,
                new Failure("mount " + directory + " failed", Remedies.binfmt()));
    }

    void register(String directory, String definition) {
        Slot dir = builder.slot("binfmt_misc");
        Slot fd = builder.slot("register");
        String file = directory + "/register";
        calls.open(dir, calls.text(directory), Open.O_PATH, new Failure("cannot open " + directory));
        calls.openat(fd, dir, "register", Open.O_WRONLY, new Failure("cannot open " + file, Remedies.binfmt()));
        calls.write(fd, definition, new Failure("write failed " + file, Remedies.registering()));
        calls.close(fd);
        calls.close(dir);
    }
}
