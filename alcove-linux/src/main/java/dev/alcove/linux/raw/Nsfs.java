package dev.alcove.linux.raw;

/**
 * The {@code ioctl}s of a namespace's descriptor.
 *
 * <p>Source: {@code linux/nsfs.h}; ioctl_ns(2). {@code NS_GET_OWNER_UID} takes a pointer to a 32-bit uid, {@code
 * NS_GET_MNTNS_ID} one to a 64-bit number; the four that translate a PID take it as the argument and return the other.
 */
public final class Nsfs {
    public static final long NS_GET_USERNS = 0xb701;
    public static final long NS_GET_PARENT = 0xb702;
    public static final long NS_GET_NSTYPE = 0xb703;
    public static final long NS_GET_OWNER_UID = 0xb704;
    /** Linux 6.11. */
    public static final long NS_GET_MNTNS_ID = 0x8008b705L;
    /** Linux 6.11. */
    public static final long NS_GET_PID_FROM_PIDNS = 0x8004b706L;
    /** Linux 6.11. */
    public static final long NS_GET_TGID_FROM_PIDNS = 0x8004b707L;
    /** Linux 6.11. */
    public static final long NS_GET_PID_IN_PIDNS = 0x8004b708L;
    /** Linux 6.11. */
    public static final long NS_GET_TGID_IN_PIDNS = 0x8004b709L;

    private Nsfs() {}

    /** The names, loaded only where something is printed. */
    public static final class Names {
        public static final FlagNames REQUESTS = new FlagNames()
                .value(NS_GET_USERNS, "NS_GET_USERNS")
                .value(NS_GET_PARENT, "NS_GET_PARENT")
                .value(NS_GET_NSTYPE, "NS_GET_NSTYPE")
                .value(NS_GET_OWNER_UID, "NS_GET_OWNER_UID")
                .value(NS_GET_MNTNS_ID, "NS_GET_MNTNS_ID")
                .value(NS_GET_PID_FROM_PIDNS, "NS_GET_PID_FROM_PIDNS")
                .value(NS_GET_TGID_FROM_PIDNS, "NS_GET_TGID_FROM_PIDNS")
                .value(NS_GET_PID_IN_PIDNS, "NS_GET_PID_IN_PIDNS")
                .value(NS_GET_TGID_IN_PIDNS, "NS_GET_TGID_IN_PIDNS");

        private Names() {}
    }
}
