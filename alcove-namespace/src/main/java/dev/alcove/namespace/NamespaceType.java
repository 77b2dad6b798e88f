package dev.alcove.namespace;

import dev.alcove.linux.raw.Clone;

/**
 * The eight types of namespaces, in the order in which unshare(1) names their files.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/namespaces.7.html">namespaces(7)</a>
 */
public enum NamespaceType {
    /** User and group ids, capabilities: user_namespaces(7). */
    USER("user", Clone.CLONE_NEWUSER, "3.8", "CONFIG_USER_NS"),
    /** What {@code /proc/PID/cgroup} and cgroup mounts show as the root: cgroup_namespaces(7). */
    CGROUP("cgroup", Clone.CLONE_NEWCGROUP, "4.6", "CONFIG_CGROUPS"),
    /** System V IPC objects and POSIX message queues: ipc_namespaces(7). */
    IPC("ipc", Clone.CLONE_NEWIPC, "2.6.19", "CONFIG_IPC_NS"),
    /** Host name and NIS domain name: uts_namespaces(7). */
    UTS("uts", Clone.CLONE_NEWUTS, "2.6.19", "CONFIG_UTS_NS"),
    /** Interfaces, addresses, routes, ports, firewall rules: network_namespaces(7). */
    NET("net", Clone.CLONE_NEWNET, "2.6.29", "CONFIG_NET_NS"),
    /** Process ids: pid_namespaces(7). */
    PID("pid", Clone.CLONE_NEWPID, "2.6.24", "CONFIG_PID_NS"),
    /** Mount points: mount_namespaces(7). */
    MNT("mnt", Clone.CLONE_NEWNS, "2.4.19", "no option"),
    /** The monotonic and boot-time clocks: time_namespaces(7). */
    TIME("time", Clone.CLONE_NEWTIME, "5.6", "CONFIG_TIME_NS");

    private final String procName;
    private final long cloneFlag;
    private final String since;
    private final String config;

    NamespaceType(String procName, long cloneFlag, String since, String config) {
        this.procName = procName;
        this.cloneFlag = cloneFlag;
        this.since = since;
        this.config = config;
    }

    /** The name of the type's file in {@code /proc/PID/ns}: {@code mnt}. */
    public String procName() {
        return procName;
    }

    /** The type's {@code CLONE_NEW*} flag. */
    public long cloneFlag() {
        return cloneFlag;
    }

    /** The first version of Linux that has the type: {@code 5.6}. */
    public String since() {
        return since;
    }

    /** The option that a kernel must be built with: {@code CONFIG_TIME_NS}. */
    public String config() {
        return config;
    }

    /** The file in {@code /proc/PID/ns} of the namespace that children are born into. */
    String procNameForChildren() {
        return this == PID || this == TIME ? procName + "_for_children" : procName;
    }
}
