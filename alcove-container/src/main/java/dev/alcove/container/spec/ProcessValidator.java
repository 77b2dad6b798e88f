package dev.alcove.container.spec;

import dev.alcove.container.json.JsonText;
import dev.alcove.linux.Capability;
import dev.alcove.linux.Rlimit;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Checks {@code process}. */
final class ProcessValidator {
    private static final int UMASK = 0777;
    /** The kernel's NGROUPS_MAX. */
    private static final int GROUPS = 65536;

    private static final Set<String> CAPABILITIES = names(Capability.values());
    private static final Set<String> RLIMITS = names(Rlimit.values());

    private final Process process;
    private final Problems problems;

    private ProcessValidator(Process process, Problems problems) {
        this.process = process;
        this.problems = problems;
    }

    private static Set<String> names(Enum<?>[] values) {
        Set<String> names = new LinkedHashSet<>();
        for (Enum<?> value : values) {
            names.add(value.name());
        }
        return names;
    }

    static void check(Process process, Problems problems) {
        ProcessValidator validator = new ProcessValidator(process, problems);
        validator.user();
        validator.command();
        validator.capabilities();
        validator.rlimits();
        validator.labels();
        problems.range("$.process.oomScoreAdj", process.oomScoreAdj(), -1000, 1000);
        SchedulerValidator.check(process, problems);
    }

    private void user() {
        User user = process.user();
        problems.range("$.process.user.uid", user.uid(), 0, Fields.ID);
        problems.range("$.process.user.gid", user.gid(), 0, Fields.ID);
        Integer umask = user.umask();
        if (umask != null && (umask & ~UMASK) != 0) {
            problems.add("$.process.user.umask", "must be 0 to 511, which is 0777, is " + umask);
        }
        List<Long> gids = user.additionalGids();
        problems.require(
                gids.size() <= GROUPS,
                "$.process.user.additionalGids",
                "must be at most " + GROUPS + " groups, are " + gids.size());
        for (int i = 0; i < gids.size(); i++) {
            problems.range(JsonText.element("$.process.user.additionalGids", i), gids.get(i), 0, Fields.ID);
        }
    }

    private void command() {
        problems.absolute("$.process.cwd", process.cwd());
        problems.require(!process.args().isEmpty(), "$.process.args", "must have at least the command");
        problems.require(
                process.args().isEmpty() || !process.args().getFirst().isEmpty(),
                "$.process.args[0]",
                "must not be empty: it is the command");
        problems.texts("$.process.args", process.args());
        environment("$.process.env", process.env(), problems);
        Box box = process.consoleSize();
        if (box != null) {
            problems.range("$.process.consoleSize.height", box.height(), 0, 0xffff);
            problems.range("$.process.consoleSize.width", box.width(), 0, 0xffff);
        }
    }

    static void environment(String path, List<String> env, Problems problems) {
        for (int i = 0; i < env.size(); i++) {
            String entry = env.get(i);
            String at = JsonText.element(path, i);
            problems.text(at, entry);
            problems.require(entry.indexOf('=') > 0, at, "must be NAME=value, is " + Problems.quoted(entry));
        }
    }

    private void capabilities() {
        LinuxCapabilities sets = process.capabilities();
        if (sets == null) {
            return;
        }
        capabilities("bounding", sets.bounding());
        capabilities("effective", sets.effective());
        capabilities("inheritable", sets.inheritable());
        capabilities("permitted", sets.permitted());
        capabilities("ambient", sets.ambient());
        within("effective", sets.effective(), "permitted", sets.permitted());
        within("ambient", sets.ambient(), "permitted", sets.permitted());
        // With none inheritable, none becomes ambient. The configurations that runc and crun start from are like that,
        // so it stays
        // without effect; with some, one that is missing is a mistake.
        if (!sets.inheritable().isEmpty()) {
            within("ambient", sets.ambient(), "inheritable", sets.inheritable());
        }
    }

    private void capabilities(String name, List<String> capabilities) {
        for (int i = 0; i < capabilities.size(); i++) {
            String capability = capabilities.get(i);
            String at = JsonText.element("$.process.capabilities." + name, i);
            if (!CAPABILITIES.contains(capability)) {
                String hint = Similar.hint(capability, CAPABILITIES);
                problems.add(at, "no capability is called " + Problems.quoted(capability) + hint);
            }
        }
    }

    private void within(String name, List<String> capabilities, String around, List<String> outer) {
        for (int i = 0; i < capabilities.size(); i++) {
            String capability = capabilities.get(i);
            problems.require(
                    outer.contains(capability) || !CAPABILITIES.contains(capability),
                    JsonText.element("$.process.capabilities." + name, i),
                    capability + " must be " + around + " too, or the kernel refuses it");
        }
    }

    private void rlimits() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < process.rlimits().size(); i++) {
            PosixRlimit rlimit = process.rlimits().get(i);
            String at = JsonText.element("$.process.rlimits", i);
            problems.word(at + ".type", rlimit.type(), RLIMITS);
            problems.require(seen.add(rlimit.type()), at + ".type", rlimit.type() + " comes twice");
            problems.require(
                    Long.compareUnsigned(rlimit.soft(), rlimit.hard()) <= 0,
                    at + ".soft",
                    "must be at most hard, which is " + Long.toUnsignedString(rlimit.hard()) + ", is "
                            + Long.toUnsignedString(rlimit.soft()));
        }
    }

    private void labels() {
        problems.text("$.process.apparmorProfile", process.apparmorProfile());
        problems.text("$.process.selinuxLabel", process.selinuxLabel());
    }
}
