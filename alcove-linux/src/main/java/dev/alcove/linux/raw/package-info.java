/**
 * What the kernel's headers define, as constants and offsets, and the means to call the kernel with them. For Alcove's own
 * modules.
 */
@NullMarked
package dev.alcove.linux.raw;

import org.jspecify.annotations.NullMarked;
