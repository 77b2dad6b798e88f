package dev.alcove.container;

import java.util.Locale;

/**
 * Where a container is in its life.
 *
 * @see <a href="https://github.com/opencontainers/runtime-spec/blob/v1.2.0/runtime.md#state">runtime.md, State</a>
 */
public enum ContainerStatus {
    /** It is being made. */
    CREATING,
    /** It is there, and its process has not been executed yet. */
    CREATED,
    /** Its process runs. */
    RUNNING,
    /** Its processes are frozen, which the specification leaves to runtimes to add. */
    PAUSED,
    /** Its process has ended. */
    STOPPED;

    /** The word for it in the state of a container: {@code running}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
