package dev.alcove.namespace;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What {@code unshare} is asked to do, as plain data: which namespaces, how they are set up, and which program then
 * runs in them. The names are those of unshare(1)'s options and of the kernel.
 *
 * <p>Every string that goes to the kernel (paths, the program, its arguments, the host name, names of environment
 * variables) is a <em>byte string</em>: each char is one byte, 0 to 255, as {@code ISO_8859_1} has it, because file
 * names and arguments are bytes that need not be text in any encoding. A Java string becomes one by
 * {@code new String(text.getBytes(UTF_8), ISO_8859_1)}, which changes nothing where all is ASCII.
 *
 * <p>Unless said otherwise an option needs no capability where a user namespace is among the new ones, and
 * CAP_SYS_ADMIN where none is.
 *
 * @see <a href="https://man7.org/linux/man-pages/man1/unshare.1.html">unshare(1)</a>
 * @see <a href="https://man7.org/linux/man-pages/man2/unshare.2.html">unshare(2)</a>
 */
public final class UnshareOptions implements Cloneable {
    /** New time namespace; Linux 5.6. */
    public static final int CLONE_NEWTIME = 0x80;
    /** New mount namespace. */
    public static final int CLONE_NEWNS = 0x20000;
    /** New cgroup namespace; Linux 4.6. */
    public static final int CLONE_NEWCGROUP = 0x2000000;
    /** New UTS namespace. */
    public static final int CLONE_NEWUTS = 0x4000000;
    /** New IPC namespace. */
    public static final int CLONE_NEWIPC = 0x8000000;
    /** New user namespace; Linux 3.8. */
    public static final int CLONE_NEWUSER = 0x10000000;
    /** New PID namespace, for children. */
    public static final int CLONE_NEWPID = 0x20000000;
    /** New network namespace. */
    public static final int CLONE_NEWNET = 0x40000000;

    /** In place of an id to map to: the caller's own effective id. */
    public static final long CALLER = -1;

    /** What an id looks like that is not mapped, unless {@code kernel.overflowuid} says otherwise. */
    private static final long OVERFLOW_ID = 65534;

    /** The longest host name that the kernel takes, in bytes. */
    public static final int MAX_HOSTNAME = 64;

    private static final int SIGKILL = 9;

    private static final String PROC = "/proc";
    private static final String BINFMT_MISC = "/proc/sys/fs/binfmt_misc";

    /** Whether {@code /proc/self/setgroups} is written. */
    public enum Setgroups {
        UNCHANGED,
        ALLOW,
        DENY
    }

    /** Whether the program is shown instead of run. */
    public enum Explain {
        NONE,
        TEXT,
        JSON
    }

    private int namespaces;
    private @Nullable String @Nullable [] bindFiles;
    private boolean fork;
    private boolean forwardSignals;
    private int killChild;
    private boolean init;
    private @Nullable String hostname;
    private @Nullable String mountProc;
    private @Nullable String mountBinfmt;
    private @Nullable String loadInterp;
    private Propagation propagation = Propagation.PRIVATE;
    private @Nullable String root;
    private @Nullable String wd;
    private OptionalLong setuid = OptionalLong.empty();
    private OptionalLong setgid = OptionalLong.empty();
    private OptionalLong mapUser = OptionalLong.empty();
    private OptionalLong mapGroup = OptionalLong.empty();
    private List<IdRange> mapUsers = List.of();
    private List<IdRange> mapGroups = List.of();
    private OptionalLong ownerUser = OptionalLong.empty();
    private OptionalLong ownerGroup = OptionalLong.empty();
    private Setgroups setgroups = Setgroups.UNCHANGED;
    private boolean keepCaps;
    private OptionalLong monotonic = OptionalLong.empty();
    private OptionalLong boottime = OptionalLong.empty();
    private boolean clearEnv;
    private List<String> whitelistEnv = List.of();
    private List<String> command = List.of();
    private Explain explain = Explain.NONE;

    private UnshareOptions() {}

    /** Nothing asked for yet: no new namespace, and the shell as the program. */
    public static Builder builder() {
        return new Builder();
    }

    /** The new namespaces: the sum of {@code CLONE_NEW*} flags, 0 for none. */
    public int namespaces() {
        return namespaces;
    }

    /** Whether the namespace of this {@code CLONE_NEW*} flag is to be a new one. */
    public boolean isNew(int cloneFlag) {
        return (namespaces & cloneFlag) != 0;
    }

    /** Where the namespace of this {@code CLONE_NEW*} flag is bound to outlive its processes; null: nowhere. */
    public @Nullable String bindFile(int cloneFlag) {
        return bindFiles == null ? null : bindFiles[Integer.numberOfTrailingZeros(cloneFlag)];
    }

    /** Whether any namespace is bound to a file. */
    public boolean binds() {
        return bindFiles != null;
    }

    /** Whether the program is a child that is waited for, and not the process itself. */
    public boolean fork() {
        return fork;
    }

    /** Whether the waiting parent passes SIGINT and SIGTERM on; it blocks them otherwise. */
    public boolean forwardSignals() {
        return forwardSignals;
    }

    /** The signal, 1 to 64, that the child gets when its parent dies; 0 for none. */
    public int killChild() {
        return killChild;
    }

    /** Whether the program is the child of an init that reaps orphans and forwards signals. */
    public boolean init() {
        return init;
    }

    /** The host name inside, at most {@link #MAX_HOSTNAME} bytes; null: as outside. */
    public @Nullable String hostname() {
        return hostname;
    }

    /** Where a new proc is mounted, after {@link #root}; null: nowhere. */
    public @Nullable String mountProc() {
        return mountProc;
    }

    /** Where binfmt_misc is mounted, after {@link #root}, on Linux 6.7; null: nowhere. */
    public @Nullable String mountBinfmt() {
        return mountBinfmt;
    }

    /** What is written to the {@code register} file of binfmt_misc; null: nothing. */
    public @Nullable String loadInterp() {
        return loadInterp;
    }

    /** The propagation that all mounts of a new mount namespace get. */
    public Propagation propagation() {
        return propagation;
    }

    /** The directory to chroot(2) to; null: none. In a user namespace of one's own it needs no privilege. */
    public @Nullable String root() {
        return root;
    }

    /** The directory to change to, after {@link #root}; null: {@code /} with a root, else as before. */
    public @Nullable String wd() {
        return wd;
    }

    /** The user id that the program gets, in the ids of the new user namespace. Needs CAP_SETUID there. */
    public OptionalLong setuid() {
        return setuid;
    }

    /** The group id that the program gets; its supplementary groups are dropped. Needs CAP_SETGID. */
    public OptionalLong setgid() {
        return setgid;
    }

    /** The id inside that is the caller's effective user id; or {@link #CALLER} for that same number. */
    public OptionalLong mapUser() {
        return mapUser;
    }

    /** The id inside that is the caller's effective group id; or {@link #CALLER} for that same number. */
    public OptionalLong mapGroup() {
        return mapGroup;
    }

    /** The ranges of user ids that were asked for, in that order; see {@link #uidMap} for what becomes of them. */
    public List<IdRange> mapUsers() {
        return mapUsers;
    }

    /** The ranges of group ids that were asked for, in that order; see {@link #gidMap}. */
    public List<IdRange> mapGroups() {
        return mapGroups;
    }

    /** The user id that the new user namespace belongs to, set before it is made. Needs CAP_SETUID. */
    public OptionalLong ownerUser() {
        return ownerUser;
    }

    /** The group id that the new user namespace belongs to. Needs CAP_SETGID. */
    public OptionalLong ownerGroup() {
        return ownerGroup;
    }

    /** What is written to {@code /proc/self/setgroups}; Linux 3.19. */
    public Setgroups setgroups() {
        return setgroups;
    }

    /** Whether the capabilities in a new user namespace are made ambient; Linux 4.3. */
    public boolean keepCaps() {
        return keepCaps;
    }

    /** The offset of CLOCK_MONOTONIC in seconds, any 64-bit number; Linux 5.6. */
    public OptionalLong monotonic() {
        return monotonic;
    }

    /** The offset of CLOCK_BOOTTIME in seconds, any 64-bit number; Linux 5.6. */
    public OptionalLong boottime() {
        return boottime;
    }

    /** Whether the environment is emptied, but for {@link #whitelistEnv}. */
    public boolean clearEnv() {
        return clearEnv;
    }

    /** The environment variables that are kept, in the order in which the program finds them. */
    public List<String> whitelistEnv() {
        return whitelistEnv;
    }

    /** The program and its arguments; empty: the shell. */
    public List<String> command() {
        return command;
    }

    /** Whether the program is shown instead of run, and how. */
    public Explain explain() {
        return explain;
    }

    /**
     * The user id map that somebody outside the new user namespace must write: one with privileges there, or
     * newuidmap(1). Empty if there is none, or if {@link #mapUser} is all there is, which the process writes itself.
     *
     * @param euid the caller's effective user id
     */
    public List<IdRange> uidMap(long euid) {
        return map(mapUsers, mapUser, ownerUser, euid);
    }

    /** The same for group ids, with newgidmap(1). */
    public List<IdRange> gidMap(long egid) {
        return map(mapGroups, mapGroup, ownerGroup, egid);
    }

    /** The user id that the command will have, in the ids of its own user namespace; 65534 if it has none there. */
    long uidInside(Caller caller) {
        if (setuid.isPresent()) {
            return setuid.getAsLong();
        }
        if (!isNew(CLONE_NEWUSER)) {
            return caller.uid();
        }
        long own = ownerUser.orElse(caller.uid());
        if (mapUsers.isEmpty() && mapUser.isPresent() && ownerUser.isEmpty()) {
            return mapUser.getAsLong() == CALLER ? own : mapUser.getAsLong();
        }
        for (IdRange range : uidMap(caller.euid())) {
            if (own >= range.outside() && own < range.outside() + range.count()) {
                return range.inside() + (own - range.outside());
            }
        }
        return OVERFLOW_ID;
    }

    private static List<IdRange> map(List<IdRange> ranges, OptionalLong single, OptionalLong owner, long caller) {
        if (ranges.isEmpty() && (single.isEmpty() || owner.isEmpty())) {
            return List.of();
        }
        if (single.isEmpty()) {
            return IdRange.placed(ranges);
        }
        long inside = single.getAsLong();
        return IdRange.around(inside == CALLER ? caller : inside, caller, ranges);
    }

    private UnshareOptions copy() {
        try {
            return (UnshareOptions) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /** Collects options in any order. What one option implies of another is applied when it is set. */
    public static final class Builder {
        private final UnshareOptions options = new UnshareOptions();

        private Builder() {}

        /** New namespaces: the sum of {@code CLONE_NEW*} flags. */
        public Builder unshare(int cloneFlags) {
            options.namespaces |= cloneFlags;
            return this;
        }

        /** A new namespace that is bound onto {@code file}, an existing file, to outlive its processes. */
        public Builder unshare(int cloneFlag, String file) {
            if (options.bindFiles == null) {
                options.bindFiles = new String[Integer.SIZE];
            }
            options.bindFiles[Integer.numberOfTrailingZeros(cloneFlag)] = file;
            return unshare(cloneFlag);
        }

        public Builder fork() {
            options.fork = true;
            return this;
        }

        /** Implies {@link #fork}. */
        public Builder forwardSignals() {
            options.forwardSignals = true;
            return fork();
        }

        /** Implies {@link #fork}. */
        public Builder killChild(int signal) {
            options.killChild = signal;
            return fork();
        }

        /**
         * Implies {@link #fork}. The waiting parent passes the signals on by which services are told something, and the
         * child gets SIGKILL when the parent dies, unless {@link #killChild} says otherwise.
         */
        public Builder init() {
            options.init = true;
            if (options.killChild == 0) {
                options.killChild = SIGKILL;
            }
            return fork();
        }

        /** Implies a new UTS namespace. */
        public Builder hostname(String name) {
            if (name.length() > MAX_HOSTNAME) {
                throw new IllegalArgumentException("host name longer than " + MAX_HOSTNAME + " bytes: '" + name + "'");
            }
            options.hostname = name;
            return unshare(CLONE_NEWUTS);
        }

        /** A new proc on {@code /proc}. Implies a new mount namespace. */
        public Builder mountProc() {
            return mountProc(PROC);
        }

        /** Implies a new mount namespace. */
        public Builder mountProc(String dir) {
            options.mountProc = dir;
            return unshare(CLONE_NEWNS);
        }

        /** binfmt_misc where it usually is, in a new proc. Implies new mount and user namespaces. */
        public Builder mountBinfmt() {
            if (options.mountProc == null) {
                options.mountProc = PROC;
            }
            return mountBinfmt(BINFMT_MISC);
        }

        /** Implies new mount and user namespaces. */
        public Builder mountBinfmt(String dir) {
            options.mountBinfmt = dir;
            return unshare(CLONE_NEWNS | CLONE_NEWUSER);
        }

        /** Implies {@link #mountBinfmt()} unless it has its place already. */
        public Builder loadInterp(String definition) {
            options.loadInterp = definition;
            return options.mountBinfmt == null ? mountBinfmt() : unshare(CLONE_NEWNS | CLONE_NEWUSER);
        }

        public Builder propagation(Propagation propagation) {
            options.propagation = propagation;
            return this;
        }

        public Builder root(String dir) {
            options.root = dir;
            return this;
        }

        public Builder wd(String dir) {
            options.wd = dir;
            return this;
        }

        public Builder setuid(long uid) {
            options.setuid = OptionalLong.of(uid);
            return this;
        }

        public Builder setgid(long gid) {
            options.setgid = OptionalLong.of(gid);
            return this;
        }

        /** Implies a new user namespace. */
        public Builder mapUser(long uid) {
            options.mapUser = OptionalLong.of(uid);
            return unshare(CLONE_NEWUSER);
        }

        /** Implies a new user namespace, and that setgroups(2) is denied in it. */
        public Builder mapGroup(long gid) {
            options.mapGroup = OptionalLong.of(gid);
            return unshare(CLONE_NEWUSER);
        }

        /** Adds ranges of user ids. Implies a new user namespace. */
        public Builder mapUsers(List<IdRange> ranges) {
            options.mapUsers = joined(options.mapUsers, ranges);
            return unshare(CLONE_NEWUSER);
        }

        /** Adds ranges of group ids. Implies a new user namespace. */
        public Builder mapGroups(List<IdRange> ranges) {
            options.mapGroups = joined(options.mapGroups, ranges);
            return unshare(CLONE_NEWUSER);
        }

        /** Implies a new user namespace. */
        public Builder owner(long uid, long gid) {
            options.ownerUser = OptionalLong.of(uid);
            options.ownerGroup = OptionalLong.of(gid);
            return unshare(CLONE_NEWUSER);
        }

        public Builder setgroups(Setgroups setgroups) {
            options.setgroups = setgroups;
            return this;
        }

        public Builder keepCaps() {
            options.keepCaps = true;
            return this;
        }

        public Builder monotonic(long seconds) {
            options.monotonic = OptionalLong.of(seconds);
            return this;
        }

        public Builder boottime(long seconds) {
            options.boottime = OptionalLong.of(seconds);
            return this;
        }

        public Builder clearEnv() {
            options.clearEnv = true;
            return this;
        }

        /** Adds environment variables to those that are kept. Implies {@link #clearEnv}. */
        public Builder whitelistEnv(List<String> names) {
            options.whitelistEnv = joined(options.whitelistEnv, names);
            return clearEnv();
        }

        /** The program and its arguments. */
        public Builder command(List<String> command) {
            options.command = List.copyOf(command);
            return this;
        }

        public Builder explain(Explain explain) {
            options.explain = explain;
            return this;
        }

        /**
         * The options as they are now.
         *
         * @throws IllegalArgumentException if two of them contradict each other
         */
        public UnshareOptions build() {
            if ((options.monotonic.isPresent() || options.boottime.isPresent()) && !options.isNew(CLONE_NEWTIME)) {
                throw new IllegalArgumentException(
                        "options --monotonic and --boottime require unsharing of a time namespace (-T)");
            }
            boolean writesGroup =
                    options.mapGroup.isPresent() && options.mapGroups.isEmpty() && options.ownerGroup.isEmpty();
            if (writesGroup && options.setgroups == Setgroups.ALLOW) {
                throw new IllegalArgumentException("options --setgroups=allow and --map-group are mutually exclusive");
            }
            UnshareOptions built = options.copy();
            if (built.bindFiles != null) {
                built.bindFiles = built.bindFiles.clone();
            }
            return built;
        }

        private static <T> List<T> joined(List<T> first, List<T> second) {
            List<T> all = new ArrayList<>(first);
            all.addAll(second);
            return List.copyOf(all);
        }
    }
}
