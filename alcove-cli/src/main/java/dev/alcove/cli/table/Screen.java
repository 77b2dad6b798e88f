package dev.alcove.cli.table;

/**
 * What a text is printed on.
 *
 * @param utf8 whether it shows UTF-8; if not, ASCII
 * @param columns the width of the terminal in cells; 0 for what is no terminal, where lines may be of any length
 */
public record Screen(boolean utf8, int columns) {}
