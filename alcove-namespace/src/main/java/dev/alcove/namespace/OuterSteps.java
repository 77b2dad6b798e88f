package dev.alcove.namespace;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Data;
import dev.alcove.launch.Failure;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Stat;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Steps that open, outside, what the process takes along into the namespaces, and that put it to use inside. */
final class OuterSteps {
    private static final long READ = Open.O_RDONLY | Open.O_CLOEXEC;
    private static final String CGROUPS = "/sys/fs/cgroup";
    private static final String NOT_DIRECTORY = "change directory by %s file descriptor failed";

    private final NsenterOptions options;
    private final Target target;
    private final long types;
    private final ProgramBuilder builder;
    private final Calls calls;
    private final EnterRemedies remedies;
    private @Nullable Slot root;
    private @Nullable Slot wd;
    private @Nullable Slot process;
    private @Nullable Slot cgroup;

    OuterSteps(
            NsenterOptions options,
            Target target,
            long types,
            ProgramBuilder builder,
            Calls calls,
            EnterRemedies remedies) {
        this.options = options;
        this.target = target;
        this.types = types;
        this.builder = builder;
        this.calls = calls;
        this.remedies = remedies;
    }

    /** The SELinux label that the command gets, as setexeccon(3) sets it. */
    void followContext() throws LinuxException {
        if (!options.followContext()) {
            return;
        }
        if (!new File("/sys/fs/selinux/enforce").exists()) {
            throw new IllegalArgumentException("option --follow-context needs SELinux, which is not active here");
        }
        String label = target.read("attr/current");
        Slot fd = builder.slot("attr/exec");
        Failure failure = new Failure("failed to set exec context to '" + label.replace("\0", "") + "'");
        calls.open(fd, calls.text("/proc/thread-self/attr/exec"), Open.O_RDWR | Open.O_CLOEXEC, failure);
        Data text = builder.bytes(label.getBytes(StandardCharsets.ISO_8859_1));
        builder.call(
                failure,
                Syscall.WRITE,
                new Arg.Value(fd),
                new Arg.Described(text.address(), "label"),
                new Arg.Number(label.length()));
        calls.close(fd);
    }

    /** Opens all that is needed of the outside. */
    EnterSteps open() throws LinuxException {
        EnterSteps enter = new EnterSteps(builder, calls, remedies);
        new NamespaceFiles(options, target, types, builder, calls, remedies).open(enter);
        root = directory(options.targetRoot(), "root", options.root());
        wd = directory(options.targetWd(), "cwd", options.wd());
        if (follows()) {
            process = builder.slot("process directory");
            open(process, "/proc/" + target.pid() + "/");
        }
        if (options.joinCgroup()) {
            openCgroup();
        }
        return enter;
    }

    private boolean follows() {
        return options.setuid().orElse(0) == NsenterOptions.FOLLOW
                || options.setgid().orElse(0) == NsenterOptions.FOLLOW;
    }

    private @Nullable Slot directory(boolean ofTarget, String name, @Nullable String dir) {
        if (!ofTarget && dir == null) {
            return null;
        }
        Slot fd = builder.slot(name);
        open(fd, ofTarget || dir == null ? "/proc/" + target.pid() + "/" + name : dir);
        return fd;
    }

    private void open(Slot fd, String path) {
        calls.open(fd, calls.text(path), READ, new Failure("cannot open " + path, remedies.opening(path)));
    }

    private void openCgroup() throws LinuxException {
        if (!isCgroup2()) {
            throw new IllegalArgumentException("--join-cgroup is only supported in cgroup v2");
        }
        String first = target.read("cgroup");
        int end = first.indexOf('\n');
        String line = end < 0 ? first : first.substring(0, end);
        String path = CGROUPS + "/" + line.substring(line.lastIndexOf(':') + 1) + "/cgroup.procs";
        cgroup = builder.slot("cgroup.procs");
        calls.open(
                cgroup,
                calls.text(path),
                Open.O_WRONLY | Open.O_APPEND | Open.O_CLOEXEC,
                new Failure("failed to open cgroup.procs"));
    }

    /** Whether cgroup v2 is what is mounted last on the usual place. */
    private static boolean isCgroup2() {
        String mounts;
        try (InputStream in = new FileInputStream("/proc/self/mountinfo")) {
            mounts = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return false; // then nobody can tell what is mounted there
        }
        int mount = mounts.lastIndexOf(" " + CGROUPS + " ");
        int end = mounts.indexOf('\n', mount);
        return mount >= 0 && mounts.substring(mount, end).contains(" - cgroup2 ");
    }

    /** Inside: root and working directory. */
    void directories() {
        Slot newRoot = root;
        Slot newWd = wd;
        String inside = options.wdns();
        if (newRoot != null) {
            if (newWd == null && inside == null) {
                // The working directory stays what it is, be it outside of the new root.
                newWd = builder.slot("cwd");
                calls.open(newWd, calls.text("."), READ, new Failure("cannot open current working directory"));
            }
            fchdir(newRoot, "root");
            calls.chroot(".", new Failure("chroot failed", EnterRemedies.changingRoot()));
            calls.chdir("/", new Failure("cannot change directory to /"));
            calls.close(newRoot);
        }
        if (inside != null) {
            newWd = builder.slot("wdns");
            calls.open(
                    newWd,
                    calls.text(inside),
                    READ,
                    new Failure("cannot open current working directory", EnterRemedies.insideDirectory(inside)));
        }
        if (newWd != null) {
            fchdir(newWd, "working directory");
            calls.close(newWd);
        }
    }

    private void fchdir(Slot fd, String what) {
        builder.call(new Failure(NOT_DIRECTORY.replace("%s", what)), Syscall.FCHDIR, new Arg.Value(fd));
    }

    /** Inside: moves the process to the target's cgroup. */
    void joinCgroup(int pid) {
        Slot procs = cgroup;
        if (procs != null) {
            calls.write(procs, Integer.toString(pid), new Failure("write cgroup.procs failed"));
            calls.close(procs);
        }
    }

    /** Inside: where the target's uid and gid are, in the ids of the user namespace; null if nobody asks. */
    @Nullable Slot followIds() {
        Slot directory = process;
        if (directory == null) {
            return null;
        }
        Data stat = builder.buffer(Stat.STATX_SIZE_OF);
        Slot ids = builder.slot("ids");
        statx(builder, directory, Stat.STATX_UID | Stat.STATX_GID, stat, new Failure("can not get process stat"));
        calls.close(directory);
        builder.set(ids, stat.at(Stat.STX_UID));
        return ids;
    }

    static Step.Call statx(ProgramBuilder builder, Slot fd, long mask, Data stat, Failure failure) {
        Step.Call call = new Step.Call(
                Syscall.STATX,
                List.of(
                        new Arg.Value(fd),
                        new Arg.Text(builder.string("")),
                        new Arg.Symbol(At.AT_EMPTY_PATH, "AT_STATX_SYNC_AS_STAT|AT_EMPTY_PATH"),
                        new Arg.Symbol(mask, mask == Stat.STATX_INO ? "STATX_INO" : "STATX_UID|STATX_GID"),
                        new Arg.Described(stat.address(), "stat")),
                null,
                failure);
        builder.add(call);
        return call;
    }
}
