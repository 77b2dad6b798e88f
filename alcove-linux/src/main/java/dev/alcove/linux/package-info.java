/**
 * The kernel as Java sees it: system calls, errno, signals and capabilities by name, descriptors, and readers of {@code
 * /proc}.
 *
 * <p>Names, paths and arguments may hold any bytes. Where they are strings, each char is one byte (Latin-1), so that no
 * byte is lost; {@code new String(name.getBytes(ISO_8859_1), UTF_8)} is the text that a person sees.
 */
@NullMarked
package dev.alcove.linux;

import org.jspecify.annotations.NullMarked;
