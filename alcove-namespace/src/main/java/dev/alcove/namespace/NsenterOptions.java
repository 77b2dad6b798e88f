package dev.alcove.namespace;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What {@code nsenter} is asked to do, as plain data: which namespaces of which process are entered, and which program then
 * runs there. The names are those of nsenter(1)'s options.
 *
 * <p>Strings that go to the kernel are byte strings, as in {@link UnshareOptions}.
 *
 * <p>To enter a namespace needs CAP_SYS_ADMIN in the user namespace that owns it; for the mount namespace CAP_SYS_CHROOT too,
 * for a user namespace CAP_SYS_ADMIN inside, which its owner has. To see the namespaces of a process needs ptrace access to it
 * ({@code PTRACE_MODE_READ_FSCREDS}).
 *
 * @see <a href="https://man7.org/linux/man-pages/man1/nsenter.1.html">nsenter(1)</a>
 * @see <a href="https://man7.org/linux/man-pages/man2/setns.2.html">setns(2)</a>
 */
public final class NsenterOptions implements Cloneable {
    /** In place of a user or group id: that of the target process. */
    public static final long FOLLOW = -1;

    /** Which types are entered. */
    public enum Select {
        /** Those that are named. */
        NAMED,
        /**
         * Also all others that this kernel has, except for the user namespace if it is the caller's own, which cannot be
         * entered again.
         */
        ALL,
        /** Also all others in which the target is in another namespace than the caller. */
        DIFFERENT
    }

    private static final NamespaceType[] TYPES = NamespaceType.values();

    private int target;
    private OptionalLong targetInode = OptionalLong.empty();
    private long namespaces;
    private @Nullable String[] files = new @Nullable String[TYPES.length];
    private Select select = Select.NAMED;
    private OptionalInt netSocket = OptionalInt.empty();
    private boolean userParent;
    private OptionalLong setuid = OptionalLong.empty();
    private OptionalLong setgid = OptionalLong.empty();
    private boolean preserveCredentials;
    private boolean keepCaps;
    private boolean env;
    private boolean targetRoot;
    private @Nullable String root;
    private boolean targetWd;
    private @Nullable String wd;
    private @Nullable String wdns;
    private boolean fork = true;
    private boolean joinCgroup;
    private boolean followContext;
    private List<String> command = List.of();

    private NsenterOptions() {}

    /** Nothing asked for yet: no namespace, and the shell as the program. */
    public static Builder builder() {
        return new Builder();
    }

    /** The process whose namespaces are entered, 0 for none. */
    public int target() {
        return target;
    }

    /** The inode number that a pidfd of the target must have, which no other process ever has: Linux 6.9. */
    public OptionalLong targetInode() {
        return targetInode;
    }

    /** The namespaces that are entered, of the target or of a file: the sum of {@code CLONE_NEW*} flags. */
    public long namespaces() {
        return namespaces;
    }

    /** Whether the namespace of this type is entered. */
    public boolean enters(NamespaceType type) {
        return (namespaces & type.cloneFlag()) != 0;
    }

    /** The file that is the namespace, or a colon and its 64-bit identifier (Linux 6.19); null: that of the target. */
    public @Nullable String file(NamespaceType type) {
        return files[type.ordinal()];
    }

    /** Which types are entered besides those that are named. */
    public Select select() {
        return select;
    }

    /** The target's descriptor of a socket whose network namespace is entered. Needs ptrace access with attaching. */
    public OptionalInt netSocket() {
        return netSocket;
    }

    /** Whether the parent of the user namespace is entered in its place. */
    public boolean userParent() {
        return userParent;
    }

    /** The user id that the program gets, or {@link #FOLLOW}. With a user namespace it is 0 unless told otherwise. */
    public OptionalLong setuid() {
        return setuid;
    }

    /** The group id that the program gets, or {@link #FOLLOW}; supplementary groups are dropped. */
    public OptionalLong setgid() {
        return setgid;
    }

    /** Whether ids and groups stay as they are when a user namespace is entered. */
    public boolean preserveCredentials() {
        return preserveCredentials;
    }

    /** Whether the capabilities in a user namespace are made ambient; Linux 4.3. */
    public boolean keepCaps() {
        return keepCaps;
    }

    /** Whether the program gets the target's environment. */
    public boolean env() {
        return env;
    }

    /** Whether the root directory is the target's. */
    public boolean targetRoot() {
        return targetRoot;
    }

    /** The root directory, opened before any namespace is entered; null: as it is. */
    public @Nullable String root() {
        return root;
    }

    /** Whether the working directory is the target's. */
    public boolean targetWd() {
        return targetWd;
    }

    /** The working directory, opened before any namespace is entered; null: as it is. */
    public @Nullable String wd() {
        return wd;
    }

    /** The working directory, opened inside; null: as it is. */
    public @Nullable String wdns() {
        return wdns;
    }

    /** Whether the program is a child when a PID namespace is entered, and so in it. */
    public boolean fork() {
        return fork;
    }

    /** Whether the target's cgroup is joined; cgroup v2. */
    public boolean joinCgroup() {
        return joinCgroup;
    }

    /** Whether the program gets the target's SELinux label. */
    public boolean followContext() {
        return followContext;
    }

    /** The program and its arguments; empty: the shell. */
    public List<String> command() {
        return command;
    }

    /** What to say where something has to be found out from the target and none is named; null: nothing has to. */
    private @Nullable String missingTarget() {
        if (target != 0) {
            return null;
        }
        String noTarget = "no target PID specified";
        String noFile = "neither filename nor target pid supplied for ";
        if (followContext) {
            return noTarget + " for --follow-context";
        }
        if (select != Select.NAMED || userParent || netSocket.isPresent() || targetInode.isPresent() || needsTarget()) {
            return noTarget;
        }
        if (targetRoot) {
            return noFile + "root";
        }
        if (targetWd) {
            return noFile + "cwd";
        }
        if (env) {
            return noFile + "environ";
        }
        if (setuid.equals(OptionalLong.of(FOLLOW)) || setgid.equals(OptionalLong.of(FOLLOW))) {
            return noFile;
        }
        return joinCgroup ? noFile + "cgroup" : null;
    }

    /** Whether a namespace is named of which there is no file. */
    private boolean needsTarget() {
        for (NamespaceType type : TYPES) {
            if (enters(type) && file(type) == null) {
                return true;
            }
        }
        return false;
    }

    private NsenterOptions copy() {
        try {
            NsenterOptions copy = (NsenterOptions) clone();
            copy.files = files.clone();
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /** Collects options in any order. Where two exclude each other without a contradiction, the later wins. */
    public static final class Builder {
        private final NsenterOptions options = new NsenterOptions();

        private Builder() {}

        /** The process whose namespaces are entered, 1 or greater. */
        public Builder target(int pid) {
            if (pid < 1) {
                throw new IllegalArgumentException("no PID: " + pid);
            }
            options.target = pid;
            return this;
        }

        /** The inode number that a pidfd of the target must have, as an unsigned number. */
        public Builder targetInode(long inode) {
            options.targetInode = OptionalLong.of(inode);
            return this;
        }

        /** The target's namespace of this type, unless a file has been named. */
        public Builder enter(NamespaceType type) {
            options.namespaces |= type.cloneFlag();
            return this;
        }

        /** The namespace that {@code file} is, or whose identifier follows its colon. */
        public Builder enter(NamespaceType type, String file) {
            options.files[type.ordinal()] = file;
            return enter(type);
        }

        public Builder select(Select select) {
            options.select = select;
            return this;
        }

        /** A descriptor of the target, 0 or greater. */
        public Builder netSocket(int fd) {
            if (fd < 0) {
                throw new IllegalArgumentException("no descriptor: " + fd);
            }
            options.netSocket = OptionalInt.of(fd);
            return this;
        }

        public Builder userParent() {
            options.userParent = true;
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

        public Builder preserveCredentials() {
            options.preserveCredentials = true;
            return this;
        }

        public Builder keepCaps() {
            options.keepCaps = true;
            return this;
        }

        public Builder env() {
            options.env = true;
            return this;
        }

        public Builder targetRoot() {
            options.targetRoot = true;
            return this;
        }

        public Builder root(String dir) {
            options.root = dir;
            return this;
        }

        public Builder targetWd() {
            options.targetWd = true;
            return this;
        }

        public Builder wd(String dir) {
            options.wd = dir;
            return this;
        }

        public Builder wdns(String dir) {
            options.wdns = dir;
            return this;
        }

        public Builder noFork() {
            options.fork = false;
            return this;
        }

        public Builder joinCgroup() {
            options.joinCgroup = true;
            return this;
        }

        public Builder followContext() {
            options.followContext = true;
            return this;
        }

        /** The program and its arguments. */
        public Builder command(List<String> command) {
            options.command = List.copyOf(command);
            return this;
        }

        /**
         * The options as they are now.
         *
         * @throws IllegalArgumentException if no namespace is named, a target is needed and not named, or two options
         *     contradict each other
         */
        public NsenterOptions build() {
            if ((options.targetWd || options.wd != null) && options.wdns != null) {
                throw new IllegalArgumentException("options --wd and --wdns cannot be combined");
            }
            String missing = options.missingTarget();
            if (missing != null) {
                throw new IllegalArgumentException(missing);
            }
            boolean named = options.namespaces != 0 || options.netSocket.isPresent() || options.userParent;
            if (!named && options.select == Select.NAMED) {
                throw new IllegalArgumentException("no namespace specified");
            }
            return options.copy();
        }
    }
}
