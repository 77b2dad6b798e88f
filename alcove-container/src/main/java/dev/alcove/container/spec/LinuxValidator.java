package dev.alcove.container.spec;

import dev.alcove.container.json.JsonText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks {@code linux}: namespaces, what needs one, and paths; the rest is in classes of its own. */
final class LinuxValidator {
    private static final List<String> NAMESPACES =
            List.of("pid", "network", "mount", "ipc", "uts", "user", "cgroup", "time");
    private static final List<String> PROPAGATIONS = List.copyOf(MountOptions.propagations());
    private static final List<String> CLOCKS = List.of("monotonic", "boottime");
    private static final List<String> DOMAINS = List.of("LINUX", "LINUX32");
    private static final int NANOSECONDS = 999_999_999;
    /** The kernel's KTIME_SEC_MAX: the seconds that fit into 63 bits as nanoseconds. */
    private static final long SECONDS = Long.MAX_VALUE / 1_000_000_000;

    private final Linux linux;
    private final Problems problems;

    private LinuxValidator(Linux linux, Problems problems) {
        this.linux = linux;
        this.problems = problems;
    }

    static void check(Linux linux, Problems problems) {
        LinuxValidator validator = new LinuxValidator(linux, problems);
        validator.namespaces();
        validator.mappings();
        validator.timeOffsets();
        validator.paths();
        validator.words();
        SysctlValidator.check(linux, problems);
        DeviceValidator.check(linux.devices(), problems);
        LinuxResources resources = linux.resources();
        if (resources != null) {
            ResourcesValidator.check(resources, problems);
        }
        LinuxSeccomp seccomp = linux.seccomp();
        if (seccomp != null) {
            SeccompValidator.check(seccomp, problems);
        }
    }

    /** Whether there is a namespace of a type, new or joined. */
    static boolean has(@Nullable Linux linux, String type) {
        return linux != null && find(linux, type) != null;
    }

    private static @Nullable LinuxNamespace find(Linux linux, String type) {
        for (LinuxNamespace namespace : linux.namespaces()) {
            if (namespace.type().equals(type)) {
                return namespace;
            }
        }
        return null;
    }

    private boolean hasNew(String type) {
        LinuxNamespace found = find(linux, type);
        return found != null && found.path() == null;
    }

    private void namespaces() {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < linux.namespaces().size(); i++) {
            LinuxNamespace namespace = linux.namespaces().get(i);
            String at = JsonText.element("$.linux.namespaces", i);
            problems.word(at + ".type", namespace.type(), NAMESPACES);
            Integer before = seen.putIfAbsent(namespace.type(), i);
            problems.require(
                    before == null,
                    at + ".type",
                    "a " + Problems.quoted(namespace.type()) + " namespace is there already, as $.linux.namespaces["
                            + before + "]");
            String path = namespace.path();
            if (path != null) {
                problems.absolute(at + ".path", path);
            }
        }
    }

    private void mappings() {
        mappings("$.linux.uidMappings", linux.uidMappings());
        mappings("$.linux.gidMappings", linux.gidMappings());
    }

    private void mappings(String path, List<LinuxIdMapping> mappings) {
        problems.require(
                mappings.isEmpty() || has(linux, "user"), path, "needs a user namespace in $.linux.namespaces");
        IdMappings.check(path, mappings, problems);
    }

    private void timeOffsets() {
        if (!linux.timeOffsets().isEmpty()) {
            problems.require(
                    hasNew("time"),
                    "$.linux.timeOffsets",
                    has(linux, "time")
                            ? "needs a new time namespace, and the one in $.linux.namespaces is joined"
                            : "needs a new time namespace in $.linux.namespaces");
        }
        linux.timeOffsets().forEach((clock, offset) -> {
            String at = JsonText.member("$.linux.timeOffsets", clock);
            problems.require(
                    CLOCKS.contains(clock),
                    at,
                    "no clock " + Problems.quoted(clock) + " can be offset, only monotonic and boottime");
            problems.range(at + ".secs", offset.secs(), -SECONDS, SECONDS);
            problems.range(at + ".nanosecs", offset.nanosecs(), 0, NANOSECONDS);
        });
    }

    private void paths() {
        absolute("$.linux.maskedPaths", linux.maskedPaths());
        absolute("$.linux.readonlyPaths", linux.readonlyPaths());
        String cgroup = linux.cgroupsPath();
        if (cgroup != null && problems.text("$.linux.cgroupsPath", cgroup)) {
            problems.require(!cgroup.isEmpty(), "$.linux.cgroupsPath", "must not be empty");
            problems.noUpwards("$.linux.cgroupsPath", cgroup);
        }
    }

    private void absolute(String path, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            problems.absolute(JsonText.element(path, i), values.get(i));
        }
    }

    private void words() {
        problems.word("$.linux.rootfsPropagation", linux.rootfsPropagation(), PROPAGATIONS);
        problems.text("$.linux.mountLabel", linux.mountLabel());
        problems.require(linux.intelRdt() == null, "$.linux.intelRdt", "is refused: Alcove does not manage resctrl");
        LinuxPersonality personality = linux.personality();
        if (personality != null) {
            problems.word("$.linux.personality.domain", personality.domain(), DOMAINS);
            problems.require(
                    personality.flags().isEmpty(),
                    "$.linux.personality.flags",
                    "must be empty, as no flag is defined, is " + personality.flags());
        }
    }
}
