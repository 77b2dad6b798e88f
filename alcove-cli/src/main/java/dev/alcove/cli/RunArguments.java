package dev.alcove.cli;

import dev.alcove.container.ContainerOptions;
import dev.alcove.container.spec.LinuxCpu;
import dev.alcove.container.spec.LinuxIdMapping;
import dev.alcove.container.spec.LinuxMemory;
import dev.alcove.container.spec.LinuxPids;
import dev.alcove.container.spec.LinuxResources;
import dev.alcove.container.spec.LinuxResourcesBuilder;
import dev.alcove.container.spec.Mount;
import dev.alcove.container.spec.PosixRlimit;
import dev.alcove.linux.Capability;
import dev.alcove.linux.Rlimit;
import dev.alcove.linux.raw.Environ;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options of {@code run} as they are read, one by one: what they say to a container's options. */
final class RunArguments {
    private static final long PERIOD = 100_000;
    private static final String CONTAINER = "container:";
    private static final String NS = "ns:";
    private static final String TOPOLOGY = "topology:";

    final ContainerOptions options = new ContainerOptions();

    /** Which namespaces are those of other containers, by type. */
    final List<String[]> joined = new ArrayList<>();

    private final List<LinuxIdMapping> uidMappings = new ArrayList<>();
    private final List<LinuxIdMapping> gidMappings = new ArrayList<>();

    @Nullable String name;

    /** The host of a topology whose network it has; null for none. */
    @Nullable String host;

    @Nullable String bundle;

    @Nullable String rootfs;

    @Nullable String image;

    @Nullable String seccomp;

    @Nullable String user;

    /** What the container writes with an image; null for nothing. */
    java.nio.file.@Nullable Path writable;

    boolean detached;
    boolean remove;
    boolean init = true;
    boolean readonly;
    boolean printSpec;
    private @Nullable Long memory;
    private @Nullable Long swap;
    private @Nullable Long shares;
    private @Nullable Long quota;
    private @Nullable Long pids;
    private @Nullable String cpus;

    void take(int option, @Nullable String bytes) throws CommandException {
        String argument = bytes == null ? "" : ContainerCommand.text(bytes);
        switch (option) {
            case RunSyntax.NAME -> name = argument;
            case RunSyntax.DETACH -> detached = true;
            case RunSyntax.RM -> remove = true;
            case RunSyntax.INIT -> init = truth(argument);
            case RunSyntax.ROOTFS -> rootfs = argument;
            case RunSyntax.BUNDLE -> bundle = argument;
            case RunSyntax.IMAGE -> image = argument;
            case RunSyntax.READ_ONLY -> readonly = true;
            case RunSyntax.SPEC -> printSpec = true;
            case RunSyntax.USER -> user = argument;
            case RunSyntax.WORKDIR -> options.workingDirectory(absolute("working directory", argument));
            case RunSyntax.HOSTNAME -> options.hostname(argument);
            case RunSyntax.ENV -> env(argument);
            case RunSyntax.CAP_ADD -> options.addCapability(capability(argument));
            case RunSyntax.CAP_DROP -> options.dropCapability(capability(argument));
            case RunSyntax.ULIMIT -> options.rlimit(limit(argument));
            case RunSyntax.OOM_SCORE_ADJ ->
                options.oomScoreAdj((int) Numbers.parse(argument, "invalid oom score '" + argument + "'", -1000, 1000));
            case RunSyntax.SECURITY_OPT -> security(argument);
            default -> takeMore(option, argument);
        }
    }

    private void takeMore(int option, String argument) throws CommandException {
        switch (option) {
            case RunSyntax.VOLUME -> options.mount(volume(argument));
            case RunSyntax.BIND -> options.mount(bind(argument, "rbind"));
            case RunSyntax.RO_BIND -> options.mount(bind(argument, "rbind", "rro"));
            case RunSyntax.TMPFS -> options.mount(tmpfs(argument));
            case RunSyntax.MOUNT -> options.mount(DockerMount.parse(argument));
            case RunSyntax.NET -> namespace("network", argument);
            case RunSyntax.PID -> namespace("pid", argument);
            case RunSyntax.IPC -> namespace("ipc", argument);
            case RunSyntax.UTS -> namespace("uts", argument);
            case RunSyntax.CGROUPNS -> namespace("cgroup", argument);
            case RunSyntax.UIDMAP -> uidMappings.add(mapping(argument));
            case RunSyntax.GIDMAP -> gidMappings.add(mapping(argument));
            case RunSyntax.SYSCTL -> sysctl(argument);
            case RunSyntax.MEMORY -> memory = DockerMount.size(argument);
            case RunSyntax.MEMORY_SWAP -> swap = DockerMount.size(argument);
            case RunSyntax.CPUS -> quota = cpus(argument);
            case RunSyntax.CPU_SHARES ->
                shares = Numbers.parse(argument, "invalid cpu shares '" + argument + "'", 2, 262144);
            case RunSyntax.CPUSET_CPUS -> cpus = argument;
            case RunSyntax.PIDS_LIMIT ->
                pids = Numbers.parse(argument, "invalid limit of tasks '" + argument + "'", -1, Integer.MAX_VALUE);
            default -> throw new IllegalStateException("option " + option);
        }
    }

    /** What only fits together when all options are known. */
    void complete() throws CommandException {
        if (!uidMappings.isEmpty() || !gidMappings.isEmpty()) {
            options.idMappings(
                    uidMappings.isEmpty() ? gidMappings : uidMappings,
                    gidMappings.isEmpty() ? uidMappings : gidMappings);
        }
        String directory = rootfs;
        if (directory != null) {
            options.root(
                    java.nio.file.Path.of(directory)
                            .toAbsolutePath()
                            .normalize()
                            .toString(),
                    readonly);
        }
        String who = user;
        if (who != null && image == null) {
            options.user(ContainerUsers.find(directory == null ? "/" : directory, who));
        }
        LinuxResources resources = resources();
        if (resources != null) {
            options.resources(resources);
        }
    }

    private @Nullable LinuxResources resources() {
        LinuxResourcesBuilder builder = new LinuxResourcesBuilder();
        boolean any = false;
        if (memory != null || swap != null) {
            builder.memory(new LinuxMemory(memory, null, swap, null, null, null, null, null, null));
            any = true;
        }
        if (quota != null || shares != null || cpus != null) {
            builder.cpu(new LinuxCpu(shares, quota, null, quota == null ? null : PERIOD, null, null, cpus, null, null));
            any = true;
        }
        if (pids != null) {
            builder.pids(new LinuxPids(pids));
            any = true;
        }
        return any ? builder.build() : null;
    }

    private static boolean truth(String argument) throws CommandException {
        return switch (argument) {
            case "", "true" -> true;
            case "false" -> false;
            default -> throw new CommandException("neither true nor false: '" + argument + "'");
        };
    }

    private static String absolute(String what, String path) throws CommandException {
        if (!path.startsWith("/")) {
            throw new CommandException("the " + what + " must be an absolute path: '" + path + "'");
        }
        return path;
    }

    private void env(String argument) throws CommandException {
        int equals = argument.indexOf('=');
        String variable = equals < 0 ? argument : argument.substring(0, equals);
        if (variable.isEmpty()) {
            throw new CommandException("invalid variable '" + argument + "'");
        }
        String value = equals < 0 ? Environ.get(argument) : argument.substring(equals + 1);
        if (value != null) {
            options.env(variable, value);
        }
    }

    private static String capability(String argument) throws CommandException {
        if (argument.equalsIgnoreCase("ALL")) {
            return "ALL";
        }
        return Capability.ofName(argument)
                .orElseThrow(() -> new CommandException("unknown capability '" + argument + "'"))
                .name();
    }

    private static PosixRlimit limit(String argument) throws CommandException {
        int equals = argument.indexOf('=');
        String failure = "invalid limit '" + argument + "'";
        if (equals < 0) {
            throw new CommandException(failure);
        }
        String type = Rlimit.ofName(argument.substring(0, equals))
                .orElseThrow(() -> new CommandException("unknown resource in '" + argument + "'"))
                .name();
        String values = argument.substring(equals + 1);
        int colon = values.indexOf(':');
        long soft = limitValue(colon < 0 ? values : values.substring(0, colon), failure);
        long hard = colon < 0 ? soft : limitValue(values.substring(colon + 1), failure);
        return new PosixRlimit(type, hard, soft);
    }

    private static long limitValue(String text, String failure) throws CommandException {
        return text.equals("-1") || text.equals("unlimited") ? -1 : Numbers.parse(text, failure, 0, Long.MAX_VALUE);
    }

    private void security(String argument) throws CommandException {
        if (argument.startsWith("seccomp=")) {
            seccomp = argument.substring("seccomp=".length());
            return;
        }
        switch (argument) {
            case "no-new-privileges", "no-new-privileges=true" -> options.noNewPrivileges(true);
            case "no-new-privileges=false" -> options.noNewPrivileges(false);
            case "systempaths=unconfined" -> options.unmasked();
            default -> throw new CommandException("unknown security option '" + argument + "'");
        }
    }

    private static Mount volume(String argument) throws CommandException {
        String[] parts = argument.split(":", -1);
        if (parts.length < 2 || parts.length > 3 || !parts[0].startsWith("/")) {
            throw new CommandException(
                    "a volume is SOURCE:DESTINATION[:OPTIONS] with absolute paths, not '" + argument + "'");
        }
        List<String> words = new ArrayList<>(List.of("rbind"));
        for (String option : parts.length == 3 ? parts[2].split(",", -1) : new String[0]) {
            words.add(option.equals("ro") ? "rro" : option);
        }
        return Mount.bind(parts[0], absolute("destination", parts[1]), words.toArray(new String[0]));
    }

    private static Mount bind(String argument, String... words) throws CommandException {
        int colon = argument.indexOf(':');
        String source = absolute("source", colon < 0 ? argument : argument.substring(0, colon));
        return Mount.bind(source, absolute("destination", colon < 0 ? argument : argument.substring(colon + 1)), words);
    }

    private static Mount tmpfs(String argument) throws CommandException {
        int colon = argument.indexOf(':');
        List<String> words = new ArrayList<>(List.of("nosuid", "nodev"));
        if (colon >= 0) {
            words.addAll(List.of(argument.substring(colon + 1).split(",", -1)));
        }
        return Mount.of(
                "tmpfs",
                "tmpfs",
                absolute("destination", colon < 0 ? argument : argument.substring(0, colon)),
                words.toArray(new String[0]));
    }

    private void namespace(String type, String argument) throws CommandException {
        if (argument.equals("host")) {
            options.share(type);
        } else if (argument.startsWith(CONTAINER)) {
            joined.add(new String[] {type, argument.substring(CONTAINER.length())});
        } else if (type.equals("network") && argument.startsWith(TOPOLOGY)) {
            host = argument.substring(TOPOLOGY.length());
        } else if (argument.startsWith(NS)) {
            options.join(type, absolute("file of the namespace", argument.substring(NS.length())));
        } else if (!argument.equals("none") && !argument.equals("private")) {
            throw new CommandException("unknown " + type + " namespace '" + argument + "'");
        }
    }

    private static LinuxIdMapping mapping(String argument) throws CommandException {
        String[] parts = argument.split(":", -1);
        String failure = "invalid map of ids '" + argument + "'";
        if (parts.length != 3) {
            throw new CommandException(failure);
        }
        return new LinuxIdMapping(
                Numbers.parse(parts[0], failure, 0, Numbers.MAX_ID - 1),
                Numbers.parse(parts[1], failure, 0, Numbers.MAX_ID - 1),
                Numbers.parse(parts[2], failure, 1, Numbers.MAX_ID));
    }

    private void sysctl(String argument) throws CommandException {
        int equals = argument.indexOf('=');
        if (equals <= 0) {
            throw new CommandException("invalid kernel parameter '" + argument + "'");
        }
        options.sysctl(argument.substring(0, equals), argument.substring(equals + 1));
    }

    private static long cpus(String argument) throws CommandException {
        try {
            double number = Double.parseDouble(argument);
            if (number >= 0.01 && number <= 100_000) {
                return Math.round(number * PERIOD);
            }
        } catch (NumberFormatException e) {
            throw new CommandException("invalid number of processors '" + argument + "'");
        }
        throw new CommandException("the number of processors is 0.01 or more, not '" + argument + "'");
    }
}
