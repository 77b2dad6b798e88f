import org.jspecify.annotations.NullMarked;

/** Containers: the OCI runtime spec, what turns it into a launch program, and the life of what that starts. */
@NullMarked
module dev.alcove.container {
    requires static transitive org.jspecify;
    requires transitive dev.alcove.net;

    exports dev.alcove.container;
    exports dev.alcove.container.cgroup;
    exports dev.alcove.container.image;
    exports dev.alcove.container.seccomp;
    exports dev.alcove.container.spec;
    exports dev.alcove.container.store;
    exports dev.alcove.container.json to
            dev.alcove.cli;
    exports dev.alcove.container.engine to
            dev.alcove.cli;
}
