package dev.alcove.linux;

/** The architectures that Alcove knows. */
public enum Arch {
    X86_64("amd64"),
    AARCH64("aarch64");

    /** The architecture of the running JVM. */
    public static final Arch HOST = host();

    private final String osArch;

    Arch(String osArch) {
        this.osArch = osArch;
    }

    private static Arch host() {
        String name = System.getProperty("os.arch");
        for (Arch arch : values()) {
            if (arch.osArch.equals(name)) {
                return arch;
            }
        }
        throw new UnsupportedOperationException("Alcove runs on x86-64 and aarch64, not on " + name);
    }
}
