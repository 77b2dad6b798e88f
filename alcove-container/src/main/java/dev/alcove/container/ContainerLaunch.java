package dev.alcove.container;

import dev.alcove.container.cgroup.Cgroup;
import dev.alcove.container.cgroup.CgroupHierarchies;
import dev.alcove.container.engine.ContainerLauncher;
import dev.alcove.container.engine.ExecProgram;
import dev.alcove.container.engine.Plan;
import dev.alcove.container.engine.StandaloneProgram;
import dev.alcove.container.seccomp.SeccompFilter;
import dev.alcove.container.spec.Linux;
import dev.alcove.container.spec.LinuxNamespace;
import dev.alcove.container.spec.LinuxResources;
import dev.alcove.container.spec.LinuxResourcesBuilder;
import dev.alcove.container.spec.LinuxSeccomp;
import dev.alcove.container.spec.Spec;
import dev.alcove.container.spec.SpecBuilder;
import dev.alcove.container.spec.SpecException;
import dev.alcove.container.store.ContainerRecord;
import dev.alcove.container.store.ContainerStore;
import dev.alcove.container.store.StoredContainer;
import dev.alcove.launch.Program;
import dev.alcove.linux.Capability;
import dev.alcove.linux.CapabilitySet;
import dev.alcove.linux.ProcStatus;
import dev.alcove.namespace.Caller;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The start of a container from its spec: as a child of the JVM, or as a program by itself that needs no JVM, with what is to be known
 * of it in a store.
 */
public final class ContainerLaunch {
    private final Spec spec;
    private final Path bundle;
    private final Caller caller;
    private String id = ContainerOptions.newId();
    private @Nullable String name;
    private boolean init = true;
    private boolean detached;
    private boolean autoRemove;
    private @Nullable Path writable;

    /**
     * @param spec what has been checked
     * @param bundle the directory to which relative paths of it belong
     */
    public ContainerLaunch(Spec spec, Path bundle, Caller caller) {
        this.spec = spec;
        this.bundle = bundle;
        this.caller = caller;
    }

    public ContainerLaunch id(String id) {
        this.id = id;
        return this;
    }

    public ContainerLaunch name(@Nullable String name) {
        this.name = name;
        return this;
    }

    /** The directory with what it writes over its image, which is removed with it. */
    public ContainerLaunch writable(@Nullable Path directory) {
        this.writable = directory;
        return this;
    }

    /** Whether the command is the child of an init, which it is at first. */
    public ContainerLaunch init(boolean init) {
        this.init = init;
        return this;
    }

    /** Whether the program ends when the command has been executed, and the container goes on. */
    public ContainerLaunch detached(boolean detached) {
        this.detached = detached;
        return this;
    }

    /** Whether nothing is kept of the container when it has ended. */
    public ContainerLaunch autoRemove(boolean autoRemove) {
        this.autoRemove = autoRemove;
        return this;
    }

    /** What {@link #start} would do, to be looked at; nothing is made. */
    public Program explained(String messages) throws IOException {
        return StandaloneProgram.of(
                plan(List.of()), new StandaloneProgram.Life(detached, id, null, null, List.of(), List.of()), messages);
    }

    /**
     * The program by itself. What it needs is made and kept in the store: it must be run.
     *
     * @param messages what its messages start with
     */
    public Program program(ContainerStore store, String messages) throws IOException {
        if (detached && !init) {
            throw new SpecException(
                    "$.process",
                    "in the background a container needs an init, which records its end: leave --init as it is");
        }
        Cgroup cgroup = cgroup(detached || name != null);
        try {
            return program(store, messages, cgroup);
        } catch (IOException | RuntimeException e) {
            if (cgroup != null) {
                cgroup.remove();
            }
            throw e;
        }
    }

    private Program program(ContainerStore store, String messages, @Nullable Cgroup cgroup) throws IOException {
        Plan plan = plan(cgroup == null ? List.of() : cgroup.procsFiles());
        List<String> cgroups = cgroup == null ? List.of() : cgroup.directories();
        ContainerRecord record = new ContainerRecord(
                id, name, Instant.now(), detached, autoRemove, cgroups, writable == null ? null : writable.toString());
        StoredContainer container = store.create(record, spec);
        List<String> files = new ArrayList<>();
        List<String> directories = new ArrayList<>();
        // What was written over an image is more than a few files: the next command that looks removes it.
        if ((autoRemove || detached) && writable == null) {
            files.addAll(store.filesOf(container));
            directories.addAll(cgroups);
            directories.add(container.directory().toString());
        }
        StandaloneProgram.Life life = new StandaloneProgram.Life(
                detached,
                id,
                container.statusFile().toString(),
                detached ? container.log().toString() : null,
                files,
                directories);
        try {
            return StandaloneProgram.of(plan, life, messages);
        } catch (RuntimeException e) {
            store.remove(container);
            throw e;
        }
    }

    /**
     * The container's cgroup, made now; null for none. Without limits one is made only where it is of use, to freeze and to count,
     * and where the caller may.
     */
    private @Nullable Cgroup cgroup(boolean useful) throws IOException {
        Linux linux = spec.linux();
        LinuxResources resources = linux == null ? null : linux.resources();
        String path = linux == null ? null : linux.cgroupsPath();
        if (resources == null && path == null && !(useful && caller.euid() == 0)) {
            return null;
        }
        return Cgroup.create(
                CgroupHierarchies.current(),
                path == null ? "alcove-" + id : path,
                resources == null ? new LinuxResourcesBuilder().build() : resources);
    }

    /**
     * Starts it as a child of the JVM, with which it ends; nothing is kept of it in a store. Its cgroup, which it has if the spec limits
     * it, is removed when it has ended.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // what can fail there is logged
    public Process start(Redirect input, Redirect output, Redirect error) throws IOException {
        Cgroup cgroup = cgroup(false);
        Redirect[] redirects = {input, output, error};
        if (cgroup == null) {
            return ContainerLauncher.start(plan(List.of()), redirects, false);
        }
        Process process;
        try {
            process = ContainerLauncher.start(plan(cgroup.procsFiles()), redirects, false);
        } catch (IOException | RuntimeException e) {
            cgroup.remove();
            throw e;
        }
        process.onExit().thenRun(() -> remove(cgroup));
        return process;
    }

    private static void remove(Cgroup cgroup) {
        try {
            cgroup.remove();
        } catch (IOException e) {
            System.getLogger(ContainerLaunch.class.getName())
                    .log(System.Logger.Level.WARNING, "the cgroup of a container that has ended stays", e);
        }
    }

    /**
     * The program of a further command in a container that runs.
     *
     * @param pid its first process
     * @param command the process of its spec, changed to what is to run
     */
    public static Program exec(
            StoredContainer container,
            int pid,
            dev.alcove.container.spec.Process command,
            Caller caller,
            String messages)
            throws IOException {
        Spec spec = SpecBuilder.from(container.spec()).process(command).build();
        List<String> procs = new ArrayList<>();
        for (String cgroup : container.record().cgroups()) {
            procs.add(cgroup + "/cgroup.procs");
        }
        Plan plan = new Plan(spec, Path.of("/"), caller, false, false, procs, filter(spec));
        return ExecProgram.of(plan, pid, container.statusFile().toString(), messages);
    }

    private Plan plan(List<String> cgroupProcs) throws IOException {
        return new Plan(spec, bundle, caller, init, makesDevices(), cgroupProcs, filter(spec));
    }

    private static @Nullable SeccompFilter filter(Spec spec) {
        Linux linux = spec.linux();
        LinuxSeccomp seccomp = linux == null ? null : linux.seccomp();
        return seccomp == null ? null : Filters.of(seccomp);
    }

    /** Device nodes take a capability in the first user namespace. */
    private boolean makesDevices() throws IOException {
        Linux linux = spec.linux();
        if (caller.euid() != 0 || linux == null) {
            return false;
        }
        for (LinuxNamespace namespace : linux.namespaces()) {
            if (namespace.type().equals("user")) {
                return false;
            }
        }
        CapabilitySet effective = ProcStatus.parse(Files.readAllBytes(Path.of("/proc/self/status")))
                .capEff();
        return effective.contains(Capability.CAP_MKNOD);
    }
}
