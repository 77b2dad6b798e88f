/** What is known of containers from one command to the next, in files: there is no daemon that would know it. */
@NullMarked
package dev.alcove.container.store;

import org.jspecify.annotations.NullMarked;
