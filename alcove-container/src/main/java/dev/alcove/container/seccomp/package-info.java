/** Filters of system calls: from the OCI's words to a program for the kernel. */
@NullMarked
package dev.alcove.container.seccomp;

import org.jspecify.annotations.NullMarked;
