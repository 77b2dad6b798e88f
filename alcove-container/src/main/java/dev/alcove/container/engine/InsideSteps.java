package dev.alcove.container.engine;

import dev.alcove.container.seccomp.SeccompFilter;
import dev.alcove.container.spec.Process;
import dev.alcove.launch.Arg;
import dev.alcove.launch.Data;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.Remedy;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Open;
import dev.alcove.namespace.steps.ExecSteps;
import dev.alcove.namespace.steps.ForkSteps;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What happens in the container's own process, from its birth in new namespaces to the exec of its command. */
final class InsideSteps {
    private static final int EPERM = 1;
    private static final int EINVAL = 22;
    private static final int ENOENT = 2;
    private static final int FIRST_FREE = 3;
    private static final long LAST_FD = 0xffff_ffffL;
    private static final int KEYCTL_JOIN_SESSION_KEYRING = 1;
    private static final int PATH_SIZE = 4096;
    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final Frame frame;
    private final NamespaceSteps namespaces;
    private final MountSteps mounts;
    private final SettingSteps settings;
    private final ExecSteps exec;
    private final Process process;

    InsideSteps(Frame frame, NamespaceSteps namespaces) {
        this.frame = frame;
        this.namespaces = namespaces;
        mounts = new MountSteps(frame);
        settings = new SettingSteps(frame);
        exec = new ExecSteps(frame.builder, frame.calls);
        process = frame.plan.process();
    }

    /** Everything but the exec: the namespaces are there, and their maps unless the process writes those itself. */
    void setUp() {
        frame.builder.attempt(Syscall.UMASK, new Arg.Number(0));
        namespaces.writeOwnMaps();
        joinCgroup();
        settings.process();
        becomeRoot(namespaces.hasUser() && (!namespaces.isNew("user") || namespaces.needsMapWriter()));
        namespaces.complete();
        // A session of its own has no terminal into which it could push characters.
        frame.callUnless(List.of(EPERM), Failures.of("cannot make a session"), Syscall.SETSID);
        fileSystem();
        settings.names();
        if (namespaces.isNew("network")) {
            new LoopbackSteps(frame).append();
        }
        new SchedulerSteps(frame).append();
        keyring();
        new CredentialSteps(frame).append();
    }

    /** Writes itself into the container's cgroups. */
    void joinCgroup() {
        for (String file : frame.plan.cgroupProcs()) {
            frame.writeFile(
                    Plan.bytes(file),
                    "0",
                    Failures.of(
                            "cannot join the cgroup of " + file,
                            Remedy.on(
                                    EINVAL, "the cgroup is of a kind that takes no processes: see cgroup.type in it")));
        }
    }

    /** In a user namespace whose maps somebody else has written, the process is nobody until it says who it is. */
    void becomeRoot(boolean needed) {
        if (!needed) {
            return;
        }
        frame.callUnless(
                List.of(EPERM),
                Failures.of("cannot drop supplementary groups"),
                Syscall.SETGROUPS,
                new Arg.Number(0),
                Arg.NULL);
        Arg root = new Arg.Number(0);
        Remedy remedy = Remedy.on(EINVAL, "the user namespace has no id 0: map it");
        frame.builder.call(Failures.of("cannot become group 0", remedy), Syscall.SETRESGID, root, root, root);
        frame.builder.call(Failures.of("cannot become user 0", remedy), Syscall.SETRESUID, root, root, root);
    }

    private void fileSystem() {
        if (frame.plan.namespace("mount") == null) {
            throw new IllegalArgumentException("a container without a mount namespace of its own");
        }
        RootSteps root = new RootSteps(frame, mounts);
        root.attach();
        mounts.append();
        new DeviceSteps(frame).append();
        settings.sysctls(mounts.proc());
        new MaskSteps(frame).append();
        root.pivot();
    }

    private void keyring() {
        // Kernels without keyrings have nothing to hide; a quota that is used up leaves the old one, which is the
        // session's.
        frame.builder.attempt(
                Syscall.KEYCTL,
                new Arg.Symbol(KEYCTL_JOIN_SESSION_KEYRING, "KEYCTL_JOIN_SESSION_KEYRING"),
                frame.files.text("_alcove"));
    }

    /**
     * The end: the command.
     *
     * @param mask where the signal mask is that the command gets
     */
    void execute(Arg mask, Consumer<Frame> standardStreams) {
        labels();
        standardStreams.accept(frame);
        // No descriptor leads out any more when a path of the container is walked.
        closeFrom(FIRST_FREE);
        workingDirectory();
        SeccompFilter filter = frame.plan.seccomp();
        if (filter != null) {
            SeccompSteps.append(frame, filter);
        }
        frame.calls.sigprocmask(ForkSteps.SIG_SETMASK, mask, Arg.NULL, Failures.of("cannot restore the signal mask"));
        String command = Plan.bytes(process.args().get(0));
        exec.execvp(
                command,
                frame.builder.strings(Plan.bytes(process.args())),
                frame.builder.strings(Plan.bytes(process.env())),
                path(),
                List.of(
                        Remedy.on(
                                ENOENT,
                                command.indexOf('/') >= 0
                                        ? "it is not in the container, or the interpreter or loader that it names is not"
                                        : "it is in no directory of the container's PATH, or the interpreter that it names is not there")));
    }

    private String path() {
        for (String variable : process.env()) {
            if (variable.startsWith("PATH=")) {
                return Plan.bytes(variable.substring("PATH=".length()));
            }
        }
        return DEFAULT_PATH;
    }

    void closeFrom(int first) {
        frame.builder.call(
                Failures.of("cannot close descriptors"),
                Syscall.CLOSE_RANGE,
                new Arg.Number(first),
                new Arg.Symbol(LAST_FD, "~0U"),
                new Arg.Number(0));
    }

    /** As the user that the command is: who may not go there must not be taken there. And it must be inside. */
    private void workingDirectory() {
        String cwd = Plan.bytes(process.cwd());
        frame.calls.chdir(
                cwd,
                Failures.of(
                        "cannot change directory to " + cwd,
                        Remedy.on(ENOENT, "it is not in the container: make it there")));
        Slot first = frame.result;
        Data buffer = frame.builder.buffer(PATH_SIZE);
        Step.Call call = new Step.Call(
                Syscall.GETCWD,
                List.of(new Arg.Described(buffer.address(), "cwd"), new Arg.Number(PATH_SIZE)),
                frame.result,
                null);
        Label inside = frame.builder.label("inside");
        frame.builder
                .add(call)
                .load(first, buffer.address(), Step.Width.BYTE)
                .jumpIf(first, Step.Comparison.EQUAL, '/', inside)
                .set(frame.errno, Operand.of(ENOENT))
                .add(new Step.Fail(
                        frame.errno, Failures.of("the directory " + cwd + " leads out of the container"), call))
                .bind(inside);
    }

    /** The labels of security modules, which the exec takes on. */
    private void labels() {
        label("attr/apparmor/exec", process.apparmorProfile(), "exec ", "AppArmor profile");
        label("attr/exec", process.selinuxLabel(), "", "SELinux label");
    }

    private void label(String file, @Nullable String label, String prefix, String what) {
        if (label == null || label.isEmpty()) {
            return;
        }
        Failure failure = Failures.of(
                "cannot set the " + what + " " + label,
                Remedy.on(ENOENT, "this kernel has no such security module, or it is not active"),
                Remedy.on(EINVAL, "this security module is not active, or does not know it"));
        Slot proc = mounts.proc();
        if (proc == null) {
            frame.calls.open(frame.fd, frame.files.text("/proc/self/" + file), Open.O_WRONLY | Open.O_CLOEXEC, failure);
        } else {
            frame.files.openat2(frame.fd, proc, "self/" + file, Open.O_WRONLY, FileSteps.IN_PROC, failure);
        }
        frame.calls.write(frame.fd, prefix + Plan.bytes(label), failure);
        frame.files.close(frame.fd);
    }
}
