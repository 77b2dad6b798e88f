/** Filters of system calls: the seccomp section of a spec compiled to what the kernel runs, and a profile for those who name none. */
@NullMarked
package dev.alcove.container.seccomp;

import org.jspecify.annotations.NullMarked;
