package dev.alcove.namespace;

import dev.alcove.launch.Program;
import dev.alcove.launch.Remedy;
import dev.alcove.launch.Spawner;
import dev.alcove.linux.LinuxException;
import dev.alcove.namespace.process.IdMapWriter;
import dev.alcove.namespace.process.InitImage;
import dev.alcove.namespace.process.NamespaceProcess;
import dev.alcove.namespace.process.NativeText;
import dev.alcove.namespace.process.ParentThread;
import dev.alcove.namespace.process.Poller;
import dev.alcove.namespace.process.StdioPipes;
import dev.alcove.namespace.steps.ProcessRemedies;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Starts processes in new namespaces. It is used as a {@link ProcessBuilder} is, and what it starts is a {@link Process}
 * in every respect:
 *
 * <pre>{@code
 * Process process = new NamespaceProcessBuilder("sh", "-c", "id -u; ps ax")
 *         .unshare(NamespaceType.PID)
 *         .mapRootUser()
 *         .mountProc()
 *         .start();
 * }</pre>
 *
 * <p><b>Threads.</b> Any number of threads, platform or virtual, may start processes at once, also from one builder that
 * none of them changes meanwhile. A virtual thread that waits for a process, or for a process's pipe, holds no carrier.
 *
 * <p><b>Init.</b> With a new PID namespace the command is PID 2, and PID 1 is a small init: it reaps orphans, passes on
 * the signals that it gets ({@link Process#destroy} sends it SIGTERM), and exits as the command does. When it has ended
 * the kernel has killed everything else in the namespace. {@link Process#pid} is the init's PID, as seen from the JVM.
 *
 * <p><b>Programs and environment.</b> A program without a slash in its name is looked for in the PATH of the JVM, not in
 * the one of {@link #environment()}, in the directories as the process sees them. Text becomes bytes in the JVM's own
 * encoding for file names, in UTF-8 if that is ASCII. No descriptor but the standard three is inherited.
 *
 * <p><b>Failures.</b> {@link #start} throws a {@link LinuxException} that says which step failed, with which error, and
 * what helps. Nothing is left of the process then.
 *
 * <p>Needs Linux 5.9 (close_range); a time namespace needs Linux 6.3, the first whose clone3 knows it. What needs a
 * capability in the user namespace that owns the namespace in question has it when {@link NamespaceType#USER} is new.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/namespaces.7.html">namespaces(7)</a>
 * @see <a href="https://man7.org/linux/man-pages/man1/unshare.1.html">unshare(1)</a>
 */
public final class NamespaceProcessBuilder {
    /** In place of a descriptor that is not there or not needed. */
    private static final int UNKNOWN = -1;

    private static final long LAST_ID = 0xffff_fffeL;

    /** Keeps all that is not about namespaces, and refuses what it refuses. */
    private final ProcessBuilder plain;

    private final ProcessSetup setup = new ProcessSetup();
    private boolean ownEnvironment;

    /** A builder for this program and its arguments. The list is not copied: changes to it count until the start. */
    public NamespaceProcessBuilder(List<String> command) {
        plain = new ProcessBuilder(command);
    }

    /** A builder for this program and its arguments. */
    public NamespaceProcessBuilder(String... command) {
        plain = new ProcessBuilder(command);
    }

    // ---- As with ProcessBuilder

    /** Sets the program and its arguments. The list is not copied. */
    public NamespaceProcessBuilder command(List<String> command) {
        plain.command(command);
        return this;
    }

    /** Sets the program and its arguments. */
    public NamespaceProcessBuilder command(String... command) {
        plain.command(command);
        return this;
    }

    /** The program and its arguments, which may be changed. */
    public List<String> command() {
        return plain.command();
    }

    /** The environment of the processes to come, at first a copy of the JVM's own, which may be changed. */
    public Map<String, String> environment() {
        ownEnvironment = true;
        return plain.environment();
    }

    /** Where the process starts; null for where the JVM is, or {@code /} with a {@link #root}. */
    public @Nullable File directory() {
        return plain.directory();
    }

    /** Sets where the process starts: inside the {@link #root} if there is one. */
    public NamespaceProcessBuilder directory(@Nullable File directory) {
        plain.directory(directory);
        return this;
    }

    /** Where standard input comes from; {@link Redirect#PIPE} at first. */
    public Redirect redirectInput() {
        return plain.redirectInput();
    }

    /** Where standard output goes to; {@link Redirect#PIPE} at first. */
    public Redirect redirectOutput() {
        return plain.redirectOutput();
    }

    /** Where standard error goes to, unless it is merged with standard output; {@link Redirect#PIPE} at first. */
    public Redirect redirectError() {
        return plain.redirectError();
    }

    /**
     * Sets where standard input comes from. Files are opened by the JVM, outside of all new namespaces.
     *
     * @throws IllegalArgumentException if it is a redirect that is for writing
     */
    public NamespaceProcessBuilder redirectInput(Redirect source) {
        plain.redirectInput(source);
        return this;
    }

    /** Sets the file that standard input comes from. */
    public NamespaceProcessBuilder redirectInput(File file) {
        plain.redirectInput(file);
        return this;
    }

    /**
     * Sets where standard output goes to.
     *
     * @throws IllegalArgumentException if it is a redirect that is for reading
     */
    public NamespaceProcessBuilder redirectOutput(Redirect destination) {
        plain.redirectOutput(destination);
        return this;
    }

    /** Sets the file that standard output goes to, whose contents are replaced. */
    public NamespaceProcessBuilder redirectOutput(File file) {
        plain.redirectOutput(file);
        return this;
    }

    /**
     * Sets where standard error goes to.
     *
     * @throws IllegalArgumentException if it is a redirect that is for reading
     */
    public NamespaceProcessBuilder redirectError(Redirect destination) {
        plain.redirectError(destination);
        return this;
    }

    /** Sets the file that standard error goes to, whose contents are replaced. */
    public NamespaceProcessBuilder redirectError(File file) {
        plain.redirectError(file);
        return this;
    }

    /** Whether standard error goes where standard output goes; at first it does not. */
    public boolean redirectErrorStream() {
        return plain.redirectErrorStream();
    }

    /** Sets whether standard error goes where standard output goes. */
    public NamespaceProcessBuilder redirectErrorStream(boolean merged) {
        plain.redirectErrorStream(merged);
        return this;
    }

    /** Gives the process the JVM's own standard input, output and error. */
    public NamespaceProcessBuilder inheritIO() {
        plain.inheritIO();
        return this;
    }

    // ---- Namespaces

    /**
     * Adds new namespaces. Without a new user namespace among them that needs CAP_SYS_ADMIN; a new user namespace needs
     * no privilege, unless the system forbids it.
     */
    public NamespaceProcessBuilder unshare(NamespaceType... types) {
        for (NamespaceType type : types) {
            setup.namespaces |= type.cloneFlag();
        }
        return this;
    }

    /**
     * Has the process enter an existing namespace, of any type, before the new ones are made. Needs CAP_SYS_ADMIN in the
     * user namespace that owns it and in the JVM's own or, instead of that, a user namespace that is entered as well and in
     * which the JVM's user has the capability: whoever made it has.
     *
     * <p>In a user namespace the process is user 0 and group 0 without supplementary groups, unless {@link #setuid}, {@link
     * #setgid} or {@link #preserveCredentials} say otherwise. In a mount namespace it starts in the root directory of that,
     * and its program, directory and root are looked for there. In a PID namespace it has another parent than its init: the
     * JVM, as everywhere.
     *
     * @param namespaces handles that may be closed once the process has started
     */
    public NamespaceProcessBuilder enter(Namespace... namespaces) {
        for (Namespace namespace : namespaces) {
            setup.entered.add(new Entering.Wish(Objects.requireNonNull(namespace), 0, null, 0));
        }
        return this;
    }

    /** Has the process enter those namespaces of a set, as {@link #enter(Namespace...)} does. */
    public NamespaceProcessBuilder enter(NamespaceSet namespaces) {
        namespaces.forEach(this::enter);
        return this;
    }

    /**
     * Has the process enter namespaces of another, as {@link #enter(Namespace...)} does, in one system call. Linux 5.8.
     *
     * @param pid the process that has this PID when the new one starts
     * @param types which ones; if none are given, all that are not those of the thread that calls {@link #start}
     */
    public NamespaceProcessBuilder enter(int pid, NamespaceType... types) {
        setup.entered.add(new Entering.Wish(null, pid, null, flags(types)));
        return this;
    }

    /** The same, safe against another process with the same PID: the start fails then, with {@code ESRCH}. */
    public NamespaceProcessBuilder enter(ProcessHandle process, NamespaceType... types) {
        setup.entered.add(new Entering.Wish(null, Math.toIntExact(process.pid()), process, flags(types)));
        return this;
    }

    private static long flags(NamespaceType... types) {
        long flags = 0;
        for (NamespaceType type : types) {
            flags |= type.cloneFlag();
        }
        return flags;
    }

    /** Leaves user, group and supplementary groups as they are when a user namespace is entered. */
    public NamespaceProcessBuilder preserveCredentials() {
        setup.preserveCredentials = true;
        return this;
    }

    /** The types of which the process gets a new namespace, those among them that something else implied. */
    public Set<NamespaceType> namespaces() {
        Set<NamespaceType> types = EnumSet.noneOf(NamespaceType.class);
        for (NamespaceType type : NamespaceType.values()) {
            if (setup.isNew(type)) {
                types.add(type);
            }
        }
        return types;
    }

    /**
     * Whether the command is the child of an init. It is at first where there is a new PID namespace. Without init the
     * command itself is PID 1: orphans become its children, and signals that it does not handle do not reach it, so
     * that {@link Process#destroy} may do nothing.
     */
    public NamespaceProcessBuilder init(boolean init) {
        setup.init = init;
        return this;
    }

    /**
     * The process gets SIGKILL when the JVM ends, however it ends; with an init, everything in its PID namespace ends
     * too. Such processes are all started by one thread of their own, since the kernel takes the end of the thread that
     * has started a process for the end of its parent.
     */
    public NamespaceProcessBuilder killOnParentDeath() {
        setup.killOnParentDeath = true;
        return this;
    }

    /** Mounts a new proc on {@code /proc}. Implies a new mount namespace, and makes sense with a new PID namespace. */
    public NamespaceProcessBuilder mountProc() {
        return mountProc(Path.of("/proc"));
    }

    /** Mounts a new proc on a directory, inside the {@link #root} if there is one. Implies a new mount namespace. */
    public NamespaceProcessBuilder mountProc(Path directory) {
        setup.mountProc = path(directory);
        return unshare(NamespaceType.MNT);
    }

    /**
     * Changes the root directory, as chroot(2) does. Needs CAP_SYS_CHROOT. It is no confinement: a process that has that
     * capability itself, as after {@link #mapRootUser}, can leave it.
     */
    public NamespaceProcessBuilder root(Path directory) {
        setup.root = path(directory);
        return this;
    }

    /**
     * Sets how mounts travel between a new mount namespace and that of the JVM, at first {@link Propagation#PRIVATE}:
     * neither way.
     */
    public NamespaceProcessBuilder propagation(Propagation propagation) {
        setup.propagation = Objects.requireNonNull(propagation);
        return this;
    }

    /**
     * Sets the host name. Implies a new UTS namespace.
     *
     * @throws IllegalArgumentException if it is longer than {@value UnshareOptions#MAX_HOSTNAME} bytes
     */
    public NamespaceProcessBuilder hostname(String name) {
        String bytes = NativeText.bytes(withoutNul("host name", name));
        if (bytes.length() > UnshareOptions.MAX_HOSTNAME) {
            throw new IllegalArgumentException(
                    "host name longer than " + UnshareOptions.MAX_HOSTNAME + " bytes: '" + name + "'");
        }
        setup.hostname = bytes;
        return unshare(NamespaceType.UTS);
    }

    // ---- Users and groups

    /** The process is root in a new user namespace, which outside is the JVM's user. Denies setgroups(2) there. */
    public NamespaceProcessBuilder mapRootUser() {
        return mapUser(0).mapGroup(0);
    }

    /** The process has the JVM's ids also in a new user namespace. Denies setgroups(2) there. */
    public NamespaceProcessBuilder mapCurrentUser() {
        setup.mapUser = OptionalLong.of(UnshareOptions.CALLER);
        setup.mapGroup = OptionalLong.of(UnshareOptions.CALLER);
        return unshare(NamespaceType.USER);
    }

    /** The JVM's effective user id is {@code uid}, 0 to 4294967294, in a new user namespace. */
    public NamespaceProcessBuilder mapUser(long uid) {
        setup.mapUser = OptionalLong.of(id("user id", uid));
        return unshare(NamespaceType.USER);
    }

    /** The JVM's effective group id is {@code gid} in a new user namespace. Denies setgroups(2) there. */
    public NamespaceProcessBuilder mapGroup(long gid) {
        setup.mapGroup = OptionalLong.of(id("group id", gid));
        return unshare(NamespaceType.USER);
    }

    /**
     * Maps ranges of user ids in a new user namespace. That takes privilege: the JVM's if it is root, else that of
     * newuidmap(1), which allows what {@code /etc/subuid} does.
     */
    public NamespaceProcessBuilder mapUsers(List<IdRange> ranges) {
        setup.mapUsers = List.copyOf(ranges);
        return unshare(NamespaceType.USER);
    }

    /** Maps ranges of group ids in a new user namespace, likewise with newgidmap(1) and {@code /etc/subgid}. */
    public NamespaceProcessBuilder mapGroups(List<IdRange> ranges) {
        setup.mapGroups = List.copyOf(ranges);
        return unshare(NamespaceType.USER);
    }

    /**
     * Maps the first block of ids that {@code /etc/subuid} and {@code /etc/subgid} give the JVM's user, from id 0 on, in
     * a new user namespace. With {@link #mapRootUser} the JVM's user is root there, and the block follows.
     */
    public NamespaceProcessBuilder mapAuto() {
        setup.mapAuto = true;
        return unshare(NamespaceType.USER);
    }

    /** Sets whether setgroups(2) is allowed in a new user namespace; Linux 3.19. */
    public NamespaceProcessBuilder setgroups(boolean allowed) {
        setup.setgroups = allowed;
        return this;
    }

    /** The command, and its init, run as this user of their user namespace. Needs CAP_SETUID. */
    public NamespaceProcessBuilder setuid(long uid) {
        setup.setuid = OptionalLong.of(id("user id", uid));
        return this;
    }

    /** The command, and its init, run as this group of their user namespace, without supplementary groups. Needs CAP_SETGID. */
    public NamespaceProcessBuilder setgid(long gid) {
        setup.setgid = OptionalLong.of(id("group id", gid));
        return this;
    }

    /**
     * The command keeps the capabilities that it has in its user namespace, also when it is not root there: they become
     * ambient; Linux 4.3. See capabilities(7).
     */
    public NamespaceProcessBuilder keepCaps() {
        setup.keepCaps = true;
        return this;
    }

    // ---- Clocks

    /**
     * Adds to CLOCK_MONOTONIC. Implies a new time namespace; Linux 6.3. Needs CAP_SYS_TIME.
     *
     * @param offset negative or positive; the clock must stay between 0 and 146 years
     */
    public NamespaceProcessBuilder monotonic(Duration offset) {
        setup.monotonic = Objects.requireNonNull(offset);
        return unshare(NamespaceType.TIME);
    }

    /** Adds to CLOCK_BOOTTIME, which uptime(1) shows, likewise. */
    public NamespaceProcessBuilder boottime(Duration offset) {
        setup.boottime = Objects.requireNonNull(offset);
        return unshare(NamespaceType.TIME);
    }

    // ---- Starting

    /**
     * Everything that the process would do between clone and exec, to be looked at with {@link
     * dev.alcove.launch.Explanation}. Nothing is changed or started, and nothing stays open.
     *
     * @throws IOException if the command cannot be one
     * @throws IllegalStateException if two settings contradict each other
     */
    public Program program() throws IOException {
        ProcessProgram.Execution execution = execution();
        Caller caller = Caller.current();
        try (Entering entering = entering()) {
            return ProcessProgram.of(
                    setup, entering, stdio(), caller, execution, maps(caller) != null, UNKNOWN, UNKNOWN);
        }
    }

    /**
     * Starts a process.
     *
     * @return when the command has been executed
     * @throws LinuxException if a step failed
     * @throws IOException if the command cannot be one, or somebody else who was needed failed
     * @throws IllegalStateException if two settings contradict each other
     * @throws IndexOutOfBoundsException if the command is empty
     * @throws NullPointerException if an argument is null
     */
    public Process start() throws IOException {
        ProcessProgram.Execution execution = execution();
        Caller caller = Caller.current();
        IdMapWriter maps = maps(caller);
        int init = setup.hasInit() ? InitImage.descriptor() : UNKNOWN;
        int parent = setup.killOnParentDeath ? ParentThread.pidfd() : UNKNOWN;
        Poller poller = Poller.instance();
        try (Entering entering = entering();
                StdioPipes stdio = stdio(execution, entering)) {
            Program program = ProcessProgram.of(setup, entering, stdio, caller, execution, maps != null, init, parent);
            long born = entering.types() == 0 ? setup.namespaces : 0;
            Spawner.Child child = setup.killOnParentDeath
                    ? ParentThread.call(() -> spawn(program, born, maps))
                    : spawn(program, born, maps);
            stdio.closeChilds();
            return NamespaceProcess.of(child, stdio, poller);
        }
    }

    private Entering entering() throws LinuxException {
        Entering entering = Entering.open(setup.entered);
        try {
            setup.check(entering);
            return entering;
        } catch (IllegalStateException e) {
            entering.close();
            throw e;
        }
    }

    private StdioPipes stdio(ProcessProgram.Execution execution, Entering entering) throws IOException {
        if (!entering.has(NamespaceType.MNT)) {
            checkDirectory(execution.directory());
        }
        return stdio().open();
    }

    /** Before any file is opened: a directory that is not there. One inside of a new root only the process itself can see. */
    private void checkDirectory(@Nullable String directory) throws LinuxException {
        String root = setup.root;
        if (root != null) {
            Directory.check("cannot change root directory to '" + NativeText.text(root) + "'", root);
        } else if (directory != null) {
            Directory.check("cannot change directory to '" + NativeText.text(directory) + "'", directory);
        }
    }

    private StdioPipes stdio() {
        Redirect[] redirects = {plain.redirectInput(), plain.redirectOutput(), plain.redirectError()};
        return new StdioPipes(redirects, plain.redirectErrorStream());
    }

    private @Nullable IdMapWriter maps(Caller caller) throws IOException {
        List<IdRange> users = new ArrayList<>(setup.mapUsers);
        List<IdRange> groups = new ArrayList<>(setup.mapGroups);
        if (setup.mapAuto) {
            users.add(SubordinateBlock.users(caller.uid()));
            groups.add(SubordinateBlock.groups(caller.uid()));
        }
        if (users.isEmpty() && groups.isEmpty()) {
            return null;
        }
        return new IdMapWriter(
                caller,
                lines(users, setup.mapUser, caller.euid()),
                lines(groups, setup.mapGroup, caller.egid()),
                Boolean.FALSE.equals(setup.setgroups));
    }

    private static List<IdRange> lines(List<IdRange> ranges, OptionalLong single, long own) {
        if (ranges.isEmpty()) {
            return List.of();
        }
        if (single.isEmpty()) {
            return IdRange.placed(ranges);
        }
        long inside = single.getAsLong();
        return IdRange.around(inside == UnshareOptions.CALLER ? own : inside, own, ranges);
    }

    private Spawner.Child spawn(Program program, long born, @Nullable IdMapWriter maps) throws IOException {
        try {
            return Spawner.spawn(program, born, maps);
        } catch (LinuxException e) {
            if (e.remedy().isPresent() || !e.call().startsWith("clone3(")) {
                throw e;
            }
            String remedy = Remedy.first(ProcessRemedies.creating(born), e.errnoNumber());
            throw new LinuxException(e.attempt(), e.call(), e.errnoNumber(), remedy);
        }
    }

    private ProcessProgram.Execution execution() throws IOException {
        setup.check();
        List<String> command = new ArrayList<>();
        for (String argument : plain.command().toArray(new String[0])) {
            if (argument.indexOf('\0') >= 0) {
                throw new IOException(
                        "null character in argument " + command.size() + ": " + argument.replace('\0', '\u2400'));
            }
            command.add(NativeText.bytes(argument));
        }
        if (command.isEmpty()) {
            throw new IndexOutOfBoundsException("the command is empty");
        }
        File directory = plain.directory();
        return new ProcessProgram.Execution(
                command,
                ownEnvironment ? OwnEnvironment.variables(plain.environment()) : null,
                directory == null ? null : path(directory.toPath()));
    }

    private static String path(Path path) {
        String text = path.toString();
        return NativeText.bytes(text.isEmpty() ? "." : text);
    }

    private static String withoutNul(String what, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("null character in " + what + ": " + text.replace('\0', '\u2400'));
        }
        return text;
    }

    private static long id(String what, long id) {
        if (id < 0 || id > LAST_ID) {
            throw new IllegalArgumentException("no " + what + ": " + id);
        }
        return id;
    }
}
