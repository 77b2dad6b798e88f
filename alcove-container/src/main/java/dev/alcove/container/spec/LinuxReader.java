package dev.alcove.container.spec;

/** Reads {@code linux} of {@code config.json}. */
final class LinuxReader {
    /** Permissions with the set-user-ID, set-group-ID and sticky bits: 07777. */
    private static final int MODE = 07777;

    private LinuxReader() {}

    static Linux linux(Fields fields) {
        fields.refuse("came with version 1.3 of the specification, and Alcove knows 1.2", "netDevices", "memoryPolicy");
        return new Linux(
                SpecReader.mappings(fields, "uidMappings"),
                SpecReader.mappings(fields, "gidMappings"),
                fields.stringMap("sysctl"),
                fields.object("resources", ResourcesReader::resources),
                fields.string("cgroupsPath"),
                fields.objects("namespaces", LinuxReader::namespace),
                fields.objects("devices", LinuxReader::device),
                fields.object("seccomp", SeccompReader::seccomp),
                fields.string("rootfsPropagation"),
                fields.strings("maskedPaths"),
                fields.strings("readonlyPaths"),
                fields.string("mountLabel"),
                fields.object("intelRdt", LinuxReader::intelRdt),
                fields.object("personality", LinuxReader::personality),
                fields.objectMap("timeOffsets", LinuxReader::timeOffset));
    }

    private static LinuxNamespace namespace(Fields fields) {
        return new LinuxNamespace(fields.requiredString("type"), fields.string("path"));
    }

    private static LinuxDevice device(Fields fields) {
        String type = fields.requiredString("type");
        if (!type.equals("p")) {
            fields.missing("major");
            fields.missing("minor");
        }
        Long major = fields.number("major", Long.MIN_VALUE, Long.MAX_VALUE);
        Long minor = fields.number("minor", Long.MIN_VALUE, Long.MAX_VALUE);
        return new LinuxDevice(
                fields.requiredString("path"),
                type,
                major == null ? 0 : major,
                minor == null ? 0 : minor,
                fields.integer("fileMode", 0, MODE),
                fields.number("uid", 0, Fields.ID),
                fields.number("gid", 0, Fields.ID));
    }

    private static LinuxIntelRdt intelRdt(Fields fields) {
        fields.refuse(
                "came with version 1.3 of the specification, and Alcove knows 1.2", "schemata", "enableMonitoring");
        return new LinuxIntelRdt(
                fields.string("closID"),
                fields.string("l3CacheSchema"),
                fields.string("memBwSchema"),
                fields.flag("enableCMT"),
                fields.flag("enableMBM"));
    }

    private static LinuxPersonality personality(Fields fields) {
        return new LinuxPersonality(fields.requiredString("domain"), fields.strings("flags"));
    }

    private static LinuxTimeOffset timeOffset(Fields fields) {
        Long secs = fields.number("secs", Long.MIN_VALUE, Long.MAX_VALUE);
        Long nanosecs = fields.number("nanosecs", 0, Fields.UINT32);
        return new LinuxTimeOffset(secs == null ? 0 : secs, nanosecs == null ? 0 : nanosecs);
    }
}
