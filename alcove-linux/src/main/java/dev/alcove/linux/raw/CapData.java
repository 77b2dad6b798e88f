package dev.alcove.linux.raw;

/**
 * The layout of what {@code capget} and {@code capset} read and write, version 3: a header, and two blocks of 32 bits a
 * set, the low half first.
 *
 * <p>Source: {@code linux/capability.h}; capget(2).
 */
public final class CapData {
    public static final int _LINUX_CAPABILITY_VERSION_3 = 0x20080522;

    // struct __user_cap_header_struct
    public static final int VERSION = 0;
    public static final int PID = 4;
    public static final int HEADER_SIZE = 8;

    // struct __user_cap_data_struct, twice; the second block starts at BLOCK_SIZE
    public static final int EFFECTIVE = 0;
    public static final int PERMITTED = 4;
    public static final int INHERITABLE = 8;
    public static final int BLOCK_SIZE = 12;
    public static final int DATA_SIZE = 24;

    private CapData() {}
}
