package dev.alcove.container;

import dev.alcove.container.engine.Defaults;
import dev.alcove.container.seccomp.DefaultSeccomp;
import dev.alcove.container.spec.Linux;
import dev.alcove.container.spec.LinuxBuilder;
import dev.alcove.container.spec.LinuxIdMapping;
import dev.alcove.container.spec.LinuxNamespace;
import dev.alcove.container.spec.LinuxResources;
import dev.alcove.container.spec.LinuxSeccomp;
import dev.alcove.container.spec.Mount;
import dev.alcove.container.spec.PosixRlimit;
import dev.alcove.container.spec.Process;
import dev.alcove.container.spec.Root;
import dev.alcove.container.spec.Spec;
import dev.alcove.container.spec.SpecBuilder;
import dev.alcove.container.spec.SpecProcessBuilder;
import dev.alcove.container.spec.User;
import dev.alcove.linux.Arch;
import dev.alcove.linux.Capability;
import dev.alcove.namespace.Caller;
import java.io.File;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of a container, in the words of {@code docker run}, and the spec that they come to. Without any, a container has the
 * host's root, read-only, with directories of its own where the host keeps what is private: {@code /tmp}, {@code /run}, {@code
 * /dev}, {@code /proc} and homes; and all namespaces of its own.
 */
public final class ContainerOptions {
    /** The length of an id, in hexadecimal digits. */
    private static final int ID_BYTES = 6;

    private static final long ID_RANGE = 4294967295L;
    private static final long TTY_GROUP = 5;

    // what is set directly by who reads options
    private String id = newId();
    private List<String> command = List.of();
    private String root = "/";
    private boolean readonly = true;
    private @Nullable String hostname;
    private @Nullable String workingDirectory;
    private User user = new User(0, 0, null, List.of());
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<Mount> mounts = new ArrayList<>();
    private final Map<String, String> namespaces = new LinkedHashMap<>();
    private final List<String> shared = new ArrayList<>();
    private final List<String> addedCapabilities = new ArrayList<>();
    private final List<String> droppedCapabilities = new ArrayList<>();
    private final List<PosixRlimit> rlimits = new ArrayList<>();
    private final Map<String, String> sysctls = new LinkedHashMap<>();
    private List<LinuxIdMapping> uidMappings = List.of();
    private List<LinuxIdMapping> gidMappings = List.of();
    private @Nullable LinuxResources resources;
    private @Nullable Mount rootMount;
    private boolean noNewPrivileges = true;
    private boolean unmasked;
    private @Nullable LinuxSeccomp seccomp;
    private boolean defaultSeccomp = true;
    private @Nullable Integer oomScoreAdj;

    /** The options of a container with the host's root. */
    public ContainerOptions() {}

    /** A new id: twelve hexadecimal digits, by chance. */
    public static String newId() {
        byte[] bytes = new byte[ID_BYTES];
        new java.security.SecureRandom().nextBytes(bytes);
        return java.util.HexFormat.of().formatHex(bytes);
    }

    public ContainerOptions id(String id) {
        this.id = id;
        return this;
    }

    public String id() {
        return id;
    }

    /** The command and its arguments. */
    public ContainerOptions command(List<String> command) {
        this.command = List.copyOf(command);
        return this;
    }

    /** The directory that is the root, and whether it is read-only. */
    public ContainerOptions root(String directory, boolean readonly) {
        this.root = directory;
        this.readonly = readonly;
        return this;
    }

    /** A file system that is the root, such as an overlay; it is mounted in the container's own namespaces. */
    public ContainerOptions root(Mount mount, boolean readonly) {
        this.rootMount = mount;
        this.readonly = readonly;
        this.root = "rootfs";
        return this;
    }

    /** Whether the root is the host's. */
    public boolean hasHostRoot() {
        return root.equals("/") && rootMount == null;
    }

    /** The host name, at most 64 bytes; the id otherwise. */
    public ContainerOptions hostname(String hostname) {
        this.hostname = hostname;
        return this;
    }

    public ContainerOptions workingDirectory(String directory) {
        this.workingDirectory = directory;
        return this;
    }

    public ContainerOptions user(User user) {
        this.user = user;
        return this;
    }

    public ContainerOptions env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** A variable of an image, which yields to one that has been set. */
    public ContainerOptions envUnlessSet(String name, String value) {
        environment.putIfAbsent(name, value);
        return this;
    }

    /** The working directory of an image, which yields to one that has been set. */
    public ContainerOptions workingDirectoryUnlessSet(String directory) {
        if (workingDirectory == null) {
            workingDirectory = directory;
        }
        return this;
    }

    public ContainerOptions mount(Mount mount) {
        mounts.add(mount);
        return this;
    }

    /** A namespace to join: {@code network}, {@code pid}, … and a file that stands for it. */
    public ContainerOptions join(String type, String path) {
        namespaces.put(type, path);
        return this;
    }

    /** A namespace that is shared with the caller. */
    public ContainerOptions share(String type) {
        shared.add(type);
        return this;
    }

    /** {@code CAP_KILL} and the like, or {@code ALL}. */
    public ContainerOptions addCapability(String name) {
        addedCapabilities.add(name);
        return this;
    }

    /** {@code CAP_KILL} and the like, or {@code ALL}. */
    public ContainerOptions dropCapability(String name) {
        droppedCapabilities.add(name);
        return this;
    }

    public ContainerOptions rlimit(PosixRlimit limit) {
        rlimits.add(limit);
        return this;
    }

    public ContainerOptions sysctl(String name, String value) {
        sysctls.put(name, value);
        return this;
    }

    /** Maps of ids for a new user namespace, which root has only then. */
    public ContainerOptions idMappings(List<LinuxIdMapping> users, List<LinuxIdMapping> groups) {
        uidMappings = List.copyOf(users);
        gidMappings = List.copyOf(groups);
        return this;
    }

    public ContainerOptions resources(LinuxResources resources) {
        this.resources = resources;
        return this;
    }

    public ContainerOptions noNewPrivileges(boolean set) {
        noNewPrivileges = set;
        return this;
    }

    /** The filter of system calls; null for none. */
    public ContainerOptions seccomp(@Nullable LinuxSeccomp profile) {
        seccomp = profile;
        defaultSeccomp = false;
        return this;
    }

    /** Leaves {@code /proc} and {@code /sys} as they are, masked nowhere. */
    public ContainerOptions unmasked() {
        unmasked = true;
        return this;
    }

    public ContainerOptions oomScoreAdj(int score) {
        oomScoreAdj = score;
        return this;
    }

    /** The spec, for a container of {@code caller}. */
    public Spec spec(Caller caller) {
        boolean rootless = caller.euid() != 0;
        SpecBuilder spec = new SpecBuilder()
                .root(new Root(root, readonly))
                .process(process())
                .mounts(allMounts(rootless))
                .linux(linux(caller, rootless));
        if (!shared.contains("uts")) {
            spec.hostname(hostname == null ? id : hostname);
        }
        return spec.build();
    }

    private Process process() {
        SpecProcessBuilder process = new SpecProcessBuilder()
                .args(command)
                .cwd(workingDirectory == null ? "/" : workingDirectory)
                .user(user)
                .noNewPrivileges(noNewPrivileges)
                .capabilities(Defaults.capabilities(capabilities(), user.uid() == 0))
                .rlimits(rlimits)
                .oomScoreAdj(oomScoreAdj);
        List<String> variables = new ArrayList<>();
        putUnlessSet(variables, "PATH", Defaults.PATH);
        putUnlessSet(variables, "HOME", user.uid() == 0 ? "/root" : "/");
        environment.forEach((name, value) -> variables.add(name + "=" + value));
        return process.env(variables).build();
    }

    private void putUnlessSet(List<String> variables, String name, String value) {
        if (!environment.containsKey(name)) {
            variables.add(name + "=" + value);
        }
    }

    private List<String> capabilities() {
        List<String> names = new ArrayList<>();
        if (!droppedCapabilities.contains("ALL")) {
            names.addAll(addedCapabilities.contains("ALL") ? all() : Defaults.CAPABILITIES);
        }
        for (String name : addedCapabilities) {
            if (!name.equals("ALL") && !names.contains(name)) {
                names.add(name);
            }
        }
        names.removeAll(droppedCapabilities);
        return names;
    }

    private static List<String> all() {
        List<String> names = new ArrayList<>();
        for (Capability capability : Capability.values()) {
            names.add(capability.name());
        }
        return names;
    }

    private boolean isOwn(String type) {
        return !shared.contains(type) && !namespaces.containsKey(type);
    }

    private List<Mount> allMounts(boolean rootless) {
        List<Mount> all = new ArrayList<>();
        if (rootMount != null) {
            all.add(rootMount);
        }
        boolean ttyGroup = !rootless || gidMappings.stream().anyMatch(ContainerOptions::hasTtyGroup);
        boolean ownNetwork = isOwn("network") || (!rootless && uidMappings.isEmpty() && !shared.contains("network"));
        all.addAll(Defaults.mounts(ownNetwork, isOwn("ipc"), ttyGroup));
        if (hasHostRoot()) {
            hidePrivate(all);
        }
        for (Mount mount : mounts) {
            all.removeIf(other -> other.destination().equals(mount.destination()));
            all.add(mount);
        }
        return all;
    }

    private static boolean hasTtyGroup(LinuxIdMapping mapping) {
        return mapping.containerID() <= TTY_GROUP && TTY_GROUP < mapping.containerID() + mapping.size();
    }

    /** Directories of the host in whose place the container has empty ones. */
    private static void hidePrivate(List<Mount> all) {
        all.add(Mount.of("tmpfs", "tmpfs", "/tmp", "nosuid", "nodev", "mode=1777"));
        all.add(Mount.of("tmpfs", "tmpfs", "/run", "nosuid", "nodev", "mode=755"));
        List<String> homes = new ArrayList<>(List.of("/root", "/home"));
        String home = System.getProperty("user.home", "/");
        if (!home.equals("/root") && !home.startsWith("/home/")) {
            homes.add(home);
        }
        for (String directory : homes) {
            if (!directory.equals("/") && new File(directory).isDirectory()) {
                all.add(Mount.of("tmpfs", "tmpfs", directory, "nosuid", "nodev", "mode=700"));
            }
        }
    }

    private Linux linux(Caller caller, boolean rootless) {
        LinuxBuilder linux = new LinuxBuilder();
        boolean user = rootless || !uidMappings.isEmpty();
        for (String type : List.of("pid", "network", "mount", "ipc", "uts", "cgroup")) {
            namespace(linux, type);
        }
        if (user && !namespaces.containsKey("user")) {
            linux.addNamespace(new LinuxNamespace("user", null));
            linux.uidMappings(
                    uidMappings.isEmpty() ? List.of(new LinuxIdMapping(0, caller.euid() % ID_RANGE, 1)) : uidMappings);
            linux.gidMappings(
                    gidMappings.isEmpty() ? List.of(new LinuxIdMapping(0, caller.egid() % ID_RANGE, 1)) : gidMappings);
        } else {
            namespace(linux, "user");
        }
        if (!unmasked) {
            linux.maskedPaths(Defaults.MASKED_PATHS).readonlyPaths(Defaults.READONLY_PATHS);
        }
        linux.seccomp(defaultSeccomp ? defaultSeccomp() : seccomp);
        return linux.sysctl(sysctls).resources(resources).build();
    }

    private LinuxSeccomp defaultSeccomp() {
        EnumSet<Capability> set = EnumSet.noneOf(Capability.class);
        for (String name : capabilities()) {
            set.add(Capability.valueOf(name));
        }
        return DefaultSeccomp.profile(set, Arch.HOST);
    }

    private void namespace(LinuxBuilder linux, String type) {
        String path = namespaces.get(type);
        if (path != null) {
            linux.addNamespace(new LinuxNamespace(type, path));
        } else if (!shared.contains(type) && !type.equals("user")) {
            linux.addNamespace(new LinuxNamespace(type, null));
        }
    }
}
