package dev.alcove.container.spec;

import dev.alcove.container.json.JsonWriter;

/** Writes {@code linux} of {@code config.json}, all but {@code resources}. */
final class LinuxWriter {
    private LinuxWriter() {}

    static void linux(JsonWriter out, Linux linux) {
        out.objects("uidMappings", linux.uidMappings(), SpecWriter::mapping);
        out.objects("gidMappings", linux.gidMappings(), SpecWriter::mapping);
        out.map("sysctl", linux.sysctl());
        out.object("resources", linux.resources(), ResourcesWriter::resources);
        out.string("cgroupsPath", linux.cgroupsPath());
        out.objects(
                "namespaces",
                linux.namespaces(),
                (o, namespace) -> o.string("type", namespace.type()).string("path", namespace.path()));
        out.objects("devices", linux.devices(), LinuxWriter::device);
        out.object("seccomp", linux.seccomp(), LinuxWriter::seccomp);
        out.string("rootfsPropagation", linux.rootfsPropagation());
        out.strings("maskedPaths", linux.maskedPaths());
        out.strings("readonlyPaths", linux.readonlyPaths());
        out.string("mountLabel", linux.mountLabel());
        out.object(
                "intelRdt",
                linux.intelRdt(),
                (o, rdt) -> o.string("closID", rdt.closID())
                        .string("l3CacheSchema", rdt.l3CacheSchema())
                        .string("memBwSchema", rdt.memBwSchema())
                        .flag("enableCMT", rdt.enableCMT())
                        .flag("enableMBM", rdt.enableMBM()));
        out.object(
                "personality",
                linux.personality(),
                (o, personality) -> o.string("domain", personality.domain()).strings("flags", personality.flags()));
        out.map(
                "timeOffsets",
                linux.timeOffsets(),
                (o, offset) -> o.number("secs", offset.secs()).number("nanosecs", offset.nanosecs()));
    }

    private static void device(JsonWriter out, LinuxDevice device) {
        out.string("path", device.path())
                .string("type", device.type())
                .number("major", device.major())
                .number("minor", device.minor())
                .number("fileMode", device.fileMode())
                .number("uid", device.uid())
                .number("gid", device.gid());
    }

    private static void seccomp(JsonWriter out, LinuxSeccomp seccomp) {
        out.string("defaultAction", seccomp.defaultAction())
                .number("defaultErrnoRet", seccomp.defaultErrnoRet())
                .strings("architectures", seccomp.architectures())
                .strings("flags", seccomp.flags())
                .string("listenerPath", seccomp.listenerPath())
                .string("listenerMetadata", seccomp.listenerMetadata())
                .objects(
                        "syscalls",
                        seccomp.syscalls(),
                        (o, syscall) -> o.strings("names", syscall.names())
                                .string("action", syscall.action())
                                .number("errnoRet", syscall.errnoRet())
                                .objects("args", syscall.args(), LinuxWriter::arg));
    }

    private static void arg(JsonWriter out, LinuxSeccompArg arg) {
        out.number("index", arg.index()).unsigned("value", arg.value());
        if (arg.valueTwo() != 0) {
            out.unsigned("valueTwo", arg.valueTwo());
        }
        out.string("op", arg.op());
    }
}
