package dev.alcove.namespace;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Remedy;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.Mount;
import dev.alcove.namespace.steps.CapabilitySteps;
import dev.alcove.namespace.steps.ForkSteps;
import dev.alcove.namespace.steps.Remedies;
import java.util.List;
import java.util.OptionalLong;

/** What is set up once the namespaces are there, in the process that the command will be, in unshare(1)'s order. */
final class InsideSteps {
    private static final long PROC_FLAGS = Mount.MS_NOSUID | Mount.MS_NOEXEC | Mount.MS_NODEV;
    private static final int EINVAL = 22;

    private final UnshareOptions options;
    private final Self self;
    private final ProgramBuilder builder;
    private final Calls calls;
    private final IdMapSteps maps;
    private final BinfmtSteps binfmt;

    InsideSteps(UnshareOptions options, Self self, ProgramBuilder builder, Calls calls, IdMapSteps maps) {
        this.options = options;
        this.self = self;
        this.builder = builder;
        this.calls = calls;
        this.maps = maps;
        binfmt = new BinfmtSteps(builder, calls);
    }

    /**
     * @param mapUser whether the user id is still to be mapped, which the process may do itself for its own
     * @param mapGroup the same for the group id
     */
    void append(boolean mapUser, boolean mapGroup) {
        singleMaps(mapUser, mapGroup);
        propagation();
        String hostname = options.hostname();
        if (hostname != null) {
            calls.sethostname(hostname, new Failure("cannot set the host name", Remedies.mounting()));
        }
        boolean registered = registerOutsideOfRoot();
        directories();
        proc();
        binfmt(registered);
        credentials();
        if (options.keepCaps() && options.isNew(UnshareOptions.CLONE_NEWUSER)) {
            new CapabilitySteps(builder).permittedToAmbient(false);
        }
    }

    /** The change to the group and user that are to own the user namespace, before that is made. */
    static void becomeOwner(UnshareOptions options, Calls calls) {
        List<Remedy> remedies = Remedies.owning();
        if (options.ownerGroup().isPresent()) {
            calls.clearGroups(new Failure("setgroups failed", remedies));
            calls.setgid((int) options.ownerGroup().getAsLong(), new Failure("setgid() failed", remedies));
        }
        if (options.ownerUser().isPresent()) {
            calls.setuid((int) options.ownerUser().getAsLong(), new Failure("setuid() failed", remedies));
        }
    }

    private void singleMaps(boolean mapUser, boolean mapGroup) {
        if (mapUser) {
            maps.single(self, "uid_map", options.mapUser().getAsLong());
        }
        if (mapGroup) {
            // Since Linux 3.19 nobody without privilege may map a group who could still drop groups by setgroups.
            maps.setgroups("deny");
            maps.single(self, "gid_map", options.mapGroup().getAsLong());
        }
        if (options.setgroups() != UnshareOptions.Setgroups.UNCHANGED) {
            maps.setgroups(options.setgroups() == UnshareOptions.Setgroups.ALLOW ? "allow" : "deny");
        }
    }

    private void propagation() {
        if (options.isNew((int) Clone.CLONE_NEWNS) && options.propagation() != Propagation.UNCHANGED) {
            calls.mount(
                    calls.text("none"),
                    "/",
                    Arg.NULL,
                    Mount.MS_REC | options.propagation().flag(),
                    Arg.NULL,
                    new Failure("cannot change root filesystem propagation", Remedies.mounting()));
        }
    }

    private boolean registerOutsideOfRoot() {
        String definition = options.loadInterp();
        if (definition == null || options.root() == null || !BinfmtSteps.isFixed(definition)) {
            return false;
        }
        binfmt.mount(BinfmtSteps.DIRECTORY);
        binfmt.register(BinfmtSteps.DIRECTORY, definition);
        return true;
    }

    private void directories() {
        String root = options.root();
        String wd = options.wd();
        if (root != null) {
            calls.chroot(root, new Failure("cannot change root directory to '" + root + "'", Remedies.changingRoot()));
            wd = wd == null ? "/" : wd;
        }
        if (wd != null) {
            calls.chdir(wd, new Failure("cannot change directory to " + wd));
        }
    }

    private void proc() {
        String proc = options.mountProc();
        if (proc == null) {
            return;
        }
        if (options.root() == null && options.propagation() != Propagation.PRIVATE) {
            makePrivate(proc);
        }
        boolean newPid = options.isNew((int) Clone.CLONE_NEWPID) && options.fork();
        calls.mount(
                calls.text("proc"),
                proc,
                calls.text("proc"),
                PROC_FLAGS,
                Arg.NULL,
                new Failure("mount " + proc + " failed", Remedies.mountingProc(newPid)));
    }

    /** Keeps the new proc from spreading to where the old one came from. */
    private void makePrivate(String proc) {
        Slot errno = builder.slot("errno of propagation");
        Label done = builder.label("proc is private");
        Step.Call call = new Step.Call(
                Syscall.MOUNT,
                List.of(
                        calls.text("none"),
                        calls.text(proc),
                        Arg.NULL,
                        new Arg.Flags(Mount.MS_REC | Mount.MS_PRIVATE, Arg.Family.MOUNT),
                        Arg.NULL),
                errno,
                null);
        builder.add(call)
                .jumpIf(errno, Step.Comparison.GREATER_OR_EQUAL, 0, done)
                // Where proc is no mount point there is no propagation to change.
                .jumpIf(errno, Step.Comparison.EQUAL, -EINVAL, done)
                .compute(errno, Operand.of(0), Step.Operator.SUBTRACT, errno)
                .add(new Step.Fail(errno, new Failure("cannot change " + proc + " filesystem propagation"), call))
                .bind(done);
    }

    private void binfmt(boolean registered) {
        String directory = options.mountBinfmt();
        if (directory == null) {
            return;
        }
        binfmt.mount(directory);
        String definition = options.loadInterp();
        if (definition != null && !registered) {
            binfmt.register(directory, definition);
        }
    }

    private void credentials() {
        OptionalLong gid = options.setgid();
        OptionalLong uid = options.setuid();
        if (gid.isPresent()) {
            calls.clearGroups(new Failure("setgroups failed", Remedies.settingGroups()));
            calls.setgid((int) gid.getAsLong(), new Failure("setgid() failed", Remedies.settingId("gid")));
        }
        if (uid.isPresent()) {
            calls.setuid((int) uid.getAsLong(), new Failure("setuid() failed", Remedies.settingId("uid")));
        }
        if (options.killChild() != 0
                && (options.setgid().isPresent() || options.setuid().isPresent())) {
            // A change of ids made the kernel forget the signal.
            ForkSteps.parentDeathSignal(calls, options.killChild());
        }
    }
}
