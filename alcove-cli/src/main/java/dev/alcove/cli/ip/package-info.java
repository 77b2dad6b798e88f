/**
 * {@code alcove ip}, which takes what iproute2's {@code ip} takes and prints what it prints, from 7.1.
 *
 * <p>An object ({@code netns}, {@code link}, {@code address}) speaks rtnetlink by its attributes, since iproute2's words are
 * attributes; it registers itself with a line in {@link dev.alcove.cli.ip.IpObjects}. All text is in byte strings: strings in
 * which each char is one byte, as {@code ISO_8859_1} has it.
 */
@NullMarked
package dev.alcove.cli.ip;

import org.jspecify.annotations.NullMarked;
