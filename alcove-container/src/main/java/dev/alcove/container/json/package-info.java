/**
 * JSON, read strictly and written prettily: {@code config.json} of a container and the files of its state.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
@NullMarked
package dev.alcove.container.json;

import org.jspecify.annotations.NullMarked;
