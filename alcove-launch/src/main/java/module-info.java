import org.jspecify.annotations.NullMarked;

/** Launch programs: a process's set-up as data that can be explained, spawned, become, or compiled. */
@NullMarked
module dev.alcove.launch {
    requires static transitive org.jspecify;
    requires transitive dev.alcove.linux;

    exports dev.alcove.launch;
}
