/**
 * Filter expressions in the language of util-linux ({@code lsns -Q}, {@code lsblk -Q}, {@code column -F}): {@link
 * dev.alcove.cli.filter.Filter}.
 *
 * <p>Expressions and cells are byte strings: each char is one byte.
 */
@NullMarked
package dev.alcove.cli.filter;

import org.jspecify.annotations.NullMarked;
