package dev.alcove.cli.filter;

/** What a {@link Filter} compares. */
public enum Type {
    STRING,
    /** A whole number of 64 bits without a sign. */
    NUMBER,
    FLOAT,
    BOOLEAN
}
