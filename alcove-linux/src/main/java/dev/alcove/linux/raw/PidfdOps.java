package dev.alcove.linux.raw;

/**
 * The flags of {@code pidfd_open} and the {@code ioctl}s of a pidfd that open a namespace of its process, Linux 6.11.
 *
 * <p>Source: {@code linux/pidfd.h}; pidfd_open(2).
 */
public final class PidfdOps {
    // pidfd_open
    /** Linux 5.10. */
    public static final int PIDFD_NONBLOCK = 0x800;
    /** Linux 6.9. */
    public static final int PIDFD_THREAD = 0x80;

    // ioctl
    public static final int PIDFD_GET_CGROUP_NAMESPACE = 0xff01;
    public static final int PIDFD_GET_IPC_NAMESPACE = 0xff02;
    public static final int PIDFD_GET_MNT_NAMESPACE = 0xff03;
    public static final int PIDFD_GET_NET_NAMESPACE = 0xff04;
    public static final int PIDFD_GET_PID_NAMESPACE = 0xff05;
    public static final int PIDFD_GET_PID_FOR_CHILDREN_NAMESPACE = 0xff06;
    public static final int PIDFD_GET_TIME_NAMESPACE = 0xff07;
    public static final int PIDFD_GET_TIME_FOR_CHILDREN_NAMESPACE = 0xff08;
    public static final int PIDFD_GET_USER_NAMESPACE = 0xff09;
    public static final int PIDFD_GET_UTS_NAMESPACE = 0xff0a;

    private PidfdOps() {}

    /** The names, loaded only where something is printed. */
    public static final class Names {
        public static final FlagNames FLAGS =
                new FlagNames().flag(PIDFD_NONBLOCK, "PIDFD_NONBLOCK").flag(PIDFD_THREAD, "PIDFD_THREAD");

        public static final FlagNames REQUESTS = new FlagNames()
                .value(PIDFD_GET_CGROUP_NAMESPACE, "PIDFD_GET_CGROUP_NAMESPACE")
                .value(PIDFD_GET_IPC_NAMESPACE, "PIDFD_GET_IPC_NAMESPACE")
                .value(PIDFD_GET_MNT_NAMESPACE, "PIDFD_GET_MNT_NAMESPACE")
                .value(PIDFD_GET_NET_NAMESPACE, "PIDFD_GET_NET_NAMESPACE")
                .value(PIDFD_GET_PID_NAMESPACE, "PIDFD_GET_PID_NAMESPACE")
                .value(PIDFD_GET_PID_FOR_CHILDREN_NAMESPACE, "PIDFD_GET_PID_FOR_CHILDREN_NAMESPACE")
                .value(PIDFD_GET_TIME_NAMESPACE, "PIDFD_GET_TIME_NAMESPACE")
                .value(PIDFD_GET_TIME_FOR_CHILDREN_NAMESPACE, "PIDFD_GET_TIME_FOR_CHILDREN_NAMESPACE")
                .value(PIDFD_GET_USER_NAMESPACE, "PIDFD_GET_USER_NAMESPACE")
                .value(PIDFD_GET_UTS_NAMESPACE, "PIDFD_GET_UTS_NAMESPACE");

        private Names() {}
    }
}
