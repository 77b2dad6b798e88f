package dev.alcove.namespace;

/**
 * How mounts and unmounts travel between the mounts of a new mount namespace and those that they are copies of.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/mount_namespaces.7.html">mount_namespaces(7)</a>
 */
public enum Propagation {
    /** Neither way: {@code MS_REC|MS_PRIVATE}. */
    PRIVATE,
    /** Both ways, for mounts made from now on: {@code MS_REC|MS_SHARED}. */
    SHARED,
    /** Into the namespace only: {@code MS_REC|MS_SLAVE}. */
    SLAVE,
    /** As the mounts that were copied. */
    UNCHANGED
}
