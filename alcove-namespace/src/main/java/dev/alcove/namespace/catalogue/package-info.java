/**
 * All namespaces of the machine that the caller may see: {@link dev.alcove.namespace.catalogue.Catalogue#scan} looks for
 * them wherever lsns(8) does, and gives an immutable snapshot.
 *
 * <p>Commands, paths and names may hold any bytes. Each char of such a string is one byte (Latin-1).
 */
@NullMarked
package dev.alcove.namespace.catalogue;

import org.jspecify.annotations.NullMarked;
