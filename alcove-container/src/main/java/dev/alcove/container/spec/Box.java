package dev.alcove.container.spec;

/**
 * The size of a terminal, in characters.
 *
 * @param height lines
 * @param width columns
 */
public record Box(int height, int width) {}
