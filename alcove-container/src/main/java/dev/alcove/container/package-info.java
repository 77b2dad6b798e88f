/** Containers: made, started, watched, stopped and removed. */
@NullMarked
package dev.alcove.container;

import org.jspecify.annotations.NullMarked;
