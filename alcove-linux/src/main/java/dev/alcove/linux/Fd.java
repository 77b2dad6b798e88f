package dev.alcove.linux;

import dev.alcove.linux.raw.OpenFd;

/**
 * An open file descriptor that belongs to whoever holds this object. Its number is hidden, so that it cannot outlive the
 * descriptor or be closed twice.
 *
 * <p>Safe for use by several threads. A descriptor that is closed while another thread is in a system call with it stays
 * open until that call returns, so its number cannot meanwhile become someone else's. Nothing closes it when the object
 * becomes unreachable.
 */
public sealed interface Fd extends AutoCloseable permits OpenFd {
    /** Whether {@link #close} was not called yet. */
    boolean isOpen();

    /**
     * Closes the descriptor; does nothing when called again. {@code EINTR} counts as closed, as Linux has it.
     *
     * @throws java.io.UncheckedIOException with a {@link LinuxException}: what was written may be lost ({@code EIO}, {@code
     *     ENOSPC}, {@code EDQUOT}), or someone else had closed the number ({@code EBADF})
     * @see <a href="https://man7.org/linux/man-pages/man2/close.2.html">close(2)</a>
     */
    @Override
    void close();
}
