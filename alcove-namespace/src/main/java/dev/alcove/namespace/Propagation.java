package dev.alcove.namespace;

import dev.alcove.linux.raw.Mount;

/**
 * How mounts and unmounts travel between the mounts of a new mount namespace and those that they are copies of.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/mount_namespaces.7.html">mount_namespaces(7)</a>
 */
public enum Propagation {
    /** Neither way: {@code MS_REC|MS_PRIVATE}. */
    PRIVATE(Mount.MS_PRIVATE),
    /** Both ways, for mounts made from now on: {@code MS_REC|MS_SHARED}. */
    SHARED(Mount.MS_SHARED),
    /** Into the namespace only: {@code MS_REC|MS_SLAVE}. */
    SLAVE(Mount.MS_SLAVE),
    /** As the mounts that were copied. */
    UNCHANGED(0);

    private final long flag;

    Propagation(long flag) {
        this.flag = flag;
    }

    /** The flag of mount(2), 0 for none. */
    long flag() {
        return flag;
    }
}
