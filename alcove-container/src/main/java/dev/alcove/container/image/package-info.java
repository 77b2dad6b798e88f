/**
 * Root file systems from tars and images: reading tars, unpacking them below a directory and nowhere else, the store of
 * images and layers, and what overlayfs is told about them. Names in tars are bytes: strings with one char for each.
 */
@NullMarked
package dev.alcove.container.image;

import org.jspecify.annotations.NullMarked;
