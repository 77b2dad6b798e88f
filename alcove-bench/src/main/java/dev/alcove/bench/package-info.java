/** Measurements against the tools people would use instead. */
@NullMarked
package dev.alcove.bench;

import org.jspecify.annotations.NullMarked;
