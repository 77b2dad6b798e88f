package dev.alcove.container.spec;

/** Reads {@code linux.seccomp} of {@code config.json}. */
final class SeccompReader {
    private SeccompReader() {}

    static LinuxSeccomp seccomp(Fields fields) {
        return new LinuxSeccomp(
                fields.requiredString("defaultAction"),
                fields.integer("defaultErrnoRet", 0, Integer.MAX_VALUE),
                fields.strings("architectures"),
                fields.strings("flags"),
                fields.string("listenerPath"),
                fields.string("listenerMetadata"),
                fields.objects("syscalls", SeccompReader::syscall));
    }

    private static LinuxSyscall syscall(Fields fields) {
        return new LinuxSyscall(
                fields.strings("names"),
                fields.requiredString("action"),
                fields.integer("errnoRet", 0, Integer.MAX_VALUE),
                fields.objects("args", SeccompReader::arg));
    }

    private static LinuxSeccompArg arg(Fields fields) {
        return new LinuxSeccompArg(
                fields.requiredInteger("index", 0, Integer.MAX_VALUE),
                fields.requiredUnsigned("value"),
                fields.unsigned("valueTwo"),
                fields.requiredString("op"));
    }
}
