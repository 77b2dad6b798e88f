/**
 * Tables as util-linux prints them: for people with {@link dev.alcove.cli.table.TextTable}, for scripts with {@link
 * dev.alcove.cli.table.RawTable} and {@link dev.alcove.cli.table.JsonTable}.
 *
 * <p>Cells, headings and results are byte strings: each char is one byte.
 */
@NullMarked
package dev.alcove.cli.table;

import org.jspecify.annotations.NullMarked;
