import org.jspecify.annotations.NullMarked;

/** Networks over netlink: links, addresses, routes, network namespaces with names, NAT, and whole topologies. */
@NullMarked
module dev.alcove.net {
    requires static transitive org.jspecify;
    requires transitive dev.alcove.namespace;

    exports dev.alcove.net;
    exports dev.alcove.net.topology;
    exports dev.alcove.net.netns;
    exports dev.alcove.net.nftables;
}
