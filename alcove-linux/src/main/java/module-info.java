import org.jspecify.annotations.NullMarked;

/** The kernel as Java sees it: system calls, errno, descriptors, constants, and readers of {@code /proc}. */
@NullMarked
module dev.alcove.linux {
    requires static transitive org.jspecify;

    exports dev.alcove.linux;
    exports dev.alcove.linux.netlink;
    exports dev.alcove.linux.raw to
            dev.alcove.launch,
            dev.alcove.namespace,
            dev.alcove.net,
            dev.alcove.container,
            dev.alcove.cli;
}
