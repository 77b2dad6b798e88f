package dev.alcove.cli.filter;

import org.jspecify.annotations.Nullable;

/** What a {@link Filter} is applied to. */
public interface Row {
    /** The cell in the column with that number, null if it is empty. */
    @Nullable String cell(int column);
}
