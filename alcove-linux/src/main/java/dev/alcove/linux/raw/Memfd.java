package dev.alcove.linux.raw;

/**
 * The flags of {@code memfd_create}.
 *
 * <p>Source: {@code linux/memfd.h}; memfd_create(2). Seals are in {@link Fcntl}.
 */
public final class Memfd {
    public static final int MFD_CLOEXEC = 1;
    public static final int MFD_ALLOW_SEALING = 2;
    public static final int MFD_HUGETLB = 4;
    /** Linux 6.3. */
    public static final int MFD_NOEXEC_SEAL = 8;
    /** Linux 6.3; older kernels answer EINVAL. */
    public static final int MFD_EXEC = 0x10;

    private Memfd() {}

    /** The names, loaded only where something is printed. */
    public static final class Names {
        public static final FlagNames FLAGS = new FlagNames()
                .flag(MFD_CLOEXEC, "MFD_CLOEXEC")
                .flag(MFD_ALLOW_SEALING, "MFD_ALLOW_SEALING")
                .flag(MFD_HUGETLB, "MFD_HUGETLB")
                .flag(MFD_NOEXEC_SEAL, "MFD_NOEXEC_SEAL")
                .flag(MFD_EXEC, "MFD_EXEC");

        private Names() {}
    }
}
