/** What a running process is to Java: its streams, its end, the threads that watch it. For Alcove's own modules. */
@NullMarked
package dev.alcove.namespace.process;

import org.jspecify.annotations.NullMarked;
