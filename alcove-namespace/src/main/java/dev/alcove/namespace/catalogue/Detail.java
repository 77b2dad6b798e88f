package dev.alcove.namespace.catalogue;

/** What a {@link Catalogue} contains only on demand, because each costs system calls. */
public enum Detail {
    /** The numbers of each namespace's parent and owner: two or three calls for each namespace. */
    RELATIONS,
    /**
     * {@link #RELATIONS}, and the namespaces that only these lead to: a user namespace without a process, that owns one
     * with processes.
     */
    ANCESTORS,
    /** The command line of each namespace's lowest process. */
    COMMANDS,
    /** The command lines of all processes. */
    ALL_COMMANDS,
    /** Under which number the caller's network namespace knows each other: a netlink request for each. */
    NETNSID,
    /** The names that Alcove and {@code ip netns} keep. */
    NAMES,
    /** The container of each namespace's lowest process: its cgroup is read, and what engines wrote of the container. */
    CONTAINERS,
    /** The systemd unit of each namespace's lowest process: its cgroup is read. */
    UNITS,
    /** Interfaces and bytes of each network namespace. One without a process is entered for it. */
    TRAFFIC
}
