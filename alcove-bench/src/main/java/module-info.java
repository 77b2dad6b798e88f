import org.jspecify.annotations.NullMarked;

/** Measurements against the tools people would use instead. */
@NullMarked
module dev.alcove.bench {
    requires static org.jspecify;
    requires dev.alcove.namespace;
}
