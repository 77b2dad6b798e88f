import org.jspecify.annotations.NullMarked;

/** Linux namespaces from Java: the eight types, id maps, and the process builder. */
@NullMarked
module dev.alcove.namespace {
    requires static transitive org.jspecify;
    requires transitive dev.alcove.launch;

    exports dev.alcove.namespace;
}
