package dev.alcove.container.engine;

import dev.alcove.container.spec.LinuxPersonality;
import dev.alcove.launch.Arg;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Remedy;
import dev.alcove.launch.Slot;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Open;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is set in the container's namespaces: its names, kernel parameters, and how willingly it is killed when memory runs out. */
final class SettingSteps {
    private static final int EACCES = 13;
    private static final int EPERM = 1;
    private static final int EROFS = 30;
    private static final int EXDEV = 18;
    private static final int ENOENT = 2;
    private static final int PER_LINUX32 = 8;

    private final Frame frame;

    SettingSteps(Frame frame) {
        this.frame = frame;
    }

    /** The names of the uts namespace. */
    void names() {
        String hostname = frame.plan.spec().hostname();
        if (hostname != null) {
            frame.calls.sethostname(Plan.bytes(hostname), Failures.of("cannot set the host name " + hostname));
        }
        String domainname = frame.plan.spec().domainname();
        if (domainname != null) {
            String bytes = Plan.bytes(domainname);
            frame.builder.call(
                    Failures.of("cannot set the domain name " + domainname),
                    Syscall.SETDOMAINNAME,
                    frame.files.text(bytes),
                    new Arg.Number(bytes.length()));
        }
    }

    /** Kernel parameters, by way of the container's own proc where it has one, which nobody has touched yet. */
    void sysctls(@Nullable Slot proc) {
        frame.plan.linux().sysctl().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> sysctl(proc, entry.getKey(), entry.getValue()));
    }

    private void sysctl(@Nullable Slot proc, String name, String value) {
        String file = "sys/" + Plan.bytes(name).replace('.', '/');
        Failure failure = Failures.of(
                "cannot set " + name + " to " + value,
                Remedy.on(ENOENT, "this kernel has no such parameter"),
                Remedy.on(EACCES, "it does not belong to a namespace of the container"),
                Remedy.on(EPERM, "it does not belong to a namespace of the container"),
                Remedy.on(EXDEV, "a mount of the container covers its file: leave that mount away"),
                Remedy.on(EROFS, "the container needs a proc of its own"));
        if (proc == null) {
            frame.calls.open(frame.fd, frame.files.text("/proc/" + file), Open.O_WRONLY | Open.O_CLOEXEC, failure);
        } else {
            frame.files.openat2(frame.fd, proc, file, Open.O_WRONLY, FileSteps.IN_PROC, failure);
        }
        frame.calls.write(frame.fd, Plan.bytes(value), failure);
        frame.files.close(frame.fd);
    }

    /** What belongs to the process and takes the host's proc or privilege: before the root is changed. */
    void process() {
        Integer score = frame.plan.process().oomScoreAdj();
        if (score != null) {
            frame.writeFile(
                    "/proc/self/oom_score_adj",
                    score.toString(),
                    Failures.of(
                            "cannot set oom_score_adj to " + score,
                            Remedy.on(EACCES, "to lower it takes CAP_SYS_RESOURCE in the initial user namespace")));
        }
        LinuxPersonality personality = frame.plan.linux().personality();
        if (personality != null) {
            frame.builder.call(
                    Failures.of("cannot set the personality " + personality.domain()),
                    Syscall.PERSONALITY,
                    new Arg.Symbol(
                            personality.domain().equals("LINUX32") ? PER_LINUX32 : 0, "PER_" + personality.domain()));
        }
    }
}
