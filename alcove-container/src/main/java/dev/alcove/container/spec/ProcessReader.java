package dev.alcove.container.spec;

/** Reads {@code process} of {@code config.json}. */
final class ProcessReader {
    /** The kernel holds the size of a terminal in 16 bits: {@code struct winsize}. */
    private static final int TERMINAL = 0xffff;

    private ProcessReader() {}

    static Process process(Fields fields) {
        fields.refuse("is for Windows; Linux takes args", "commandLine");
        fields.refuse("came with version 1.3 of the specification, and Alcove knows 1.2", "execCPUAffinity");
        User user = fields.object("user", ProcessReader::user);
        fields.missing("user");
        return new Process(
                fields.flag("terminal"),
                fields.object("consoleSize", ProcessReader::box),
                user == null ? SpecProcessBuilder.ROOT : user,
                fields.strings("args"),
                fields.strings("env"),
                fields.requiredString("cwd"),
                fields.object("capabilities", ProcessReader::capabilities),
                fields.objects("rlimits", ProcessReader::rlimit),
                fields.flag("noNewPrivileges"),
                fields.string("apparmorProfile"),
                fields.integer("oomScoreAdj", Integer.MIN_VALUE, Integer.MAX_VALUE),
                fields.object("scheduler", ProcessReader::scheduler),
                fields.string("selinuxLabel"),
                fields.object("ioPriority", ProcessReader::ioPriority));
    }

    private static Box box(Fields fields) {
        return new Box(fields.requiredInteger("height", 0, TERMINAL), fields.requiredInteger("width", 0, TERMINAL));
    }

    private static User user(Fields fields) {
        fields.refuse("is for Windows; Linux takes uid and gid", "username");
        return new User(
                fields.requiredNumber("uid", 0, Fields.ID),
                fields.requiredNumber("gid", 0, Fields.ID),
                fields.integer("umask", 0, Integer.MAX_VALUE),
                fields.numbers("additionalGids", 0, Fields.ID));
    }

    private static LinuxCapabilities capabilities(Fields fields) {
        return new LinuxCapabilities(
                fields.strings("bounding"),
                fields.strings("effective"),
                fields.strings("inheritable"),
                fields.strings("permitted"),
                fields.strings("ambient"));
    }

    private static PosixRlimit rlimit(Fields fields) {
        return new PosixRlimit(
                fields.requiredString("type"), fields.requiredUnsigned("hard"), fields.requiredUnsigned("soft"));
    }

    private static Scheduler scheduler(Fields fields) {
        return new Scheduler(
                fields.requiredString("policy"),
                fields.integer("nice", Integer.MIN_VALUE, Integer.MAX_VALUE),
                fields.integer("priority", Integer.MIN_VALUE, Integer.MAX_VALUE),
                fields.strings("flags"),
                fields.number("runtime", 0, Long.MAX_VALUE),
                fields.number("deadline", 0, Long.MAX_VALUE),
                fields.number("period", 0, Long.MAX_VALUE));
    }

    private static LinuxIoPriority ioPriority(Fields fields) {
        return new LinuxIoPriority(
                fields.requiredString("class"),
                fields.requiredInteger("priority", Integer.MIN_VALUE, Integer.MAX_VALUE));
    }
}
