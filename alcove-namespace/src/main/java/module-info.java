import org.jspecify.annotations.NullMarked;

/** Linux namespaces from Java: the eight types, id maps, the process builder, and the catalogue of what exists. */
@NullMarked
module dev.alcove.namespace {
    requires static transitive org.jspecify;
    requires transitive dev.alcove.launch;

    exports dev.alcove.namespace;
    exports dev.alcove.namespace.catalogue;
    exports dev.alcove.namespace.catalogue.graph;
    exports dev.alcove.namespace.process to
            dev.alcove.net,
            dev.alcove.container,
            dev.alcove.cli;
    exports dev.alcove.namespace.steps to
            dev.alcove.net,
            dev.alcove.container,
            dev.alcove.cli;
}
