package dev.alcove.linux.raw;

/**
 * Protection and flags of {@code mmap} and {@code mprotect}.
 *
 * <p>Source: {@code asm-generic/mman-common.h}, {@code asm-generic/mman.h}, {@code linux/mman.h}; mmap(2).
 */
public final class Mman {
    // prot
    public static final int PROT_NONE = 0;
    public static final int PROT_READ = 1;
    public static final int PROT_WRITE = 2;
    public static final int PROT_EXEC = 4;

    // flags
    public static final int MAP_SHARED = 0x01;
    public static final int MAP_PRIVATE = 0x02;
    public static final int MAP_SHARED_VALIDATE = 0x03;
    public static final int MAP_FIXED = 0x10;
    public static final int MAP_ANONYMOUS = 0x20;
    public static final int MAP_GROWSDOWN = 0x100;
    public static final int MAP_LOCKED = 0x2000;
    public static final int MAP_NORESERVE = 0x4000;
    public static final int MAP_POPULATE = 0x8000;
    public static final int MAP_STACK = 0x20000;
    public static final int MAP_FIXED_NOREPLACE = 0x100000;

    private Mman() {}

    /** The names, loaded only where something is printed. */
    public static final class Names {
        public static final FlagNames PROT = new FlagNames()
                .value(PROT_NONE, "PROT_NONE")
                .flag(PROT_READ, "PROT_READ")
                .flag(PROT_WRITE, "PROT_WRITE")
                .flag(PROT_EXEC, "PROT_EXEC");

        public static final FlagNames MAP = new FlagNames()
                .field(0x0f, MAP_SHARED, "MAP_SHARED")
                .field(0x0f, MAP_PRIVATE, "MAP_PRIVATE")
                .field(0x0f, MAP_SHARED_VALIDATE, "MAP_SHARED_VALIDATE")
                .flag(MAP_FIXED, "MAP_FIXED")
                .flag(MAP_ANONYMOUS, "MAP_ANONYMOUS")
                .flag(MAP_NORESERVE, "MAP_NORESERVE")
                .flag(MAP_POPULATE, "MAP_POPULATE")
                .flag(MAP_GROWSDOWN, "MAP_GROWSDOWN")
                .flag(MAP_LOCKED, "MAP_LOCKED")
                .flag(MAP_STACK, "MAP_STACK")
                .flag(MAP_FIXED_NOREPLACE, "MAP_FIXED_NOREPLACE");

        private Names() {}
    }
}
