/**
 * The OCI runtime specification, version 1.2, for Linux, as records: {@code config.json} with types. A component has the name
 * that the field has in the file. What the file leaves out is null, an empty list or an empty map.
 *
 * @see <a href="https://github.com/opencontainers/runtime-spec/blob/v1.2.0/config.md">config.md</a>
 * @see <a href="https://github.com/opencontainers/runtime-spec/blob/v1.2.0/config-linux.md">config-linux.md</a>
 */
@NullMarked
package dev.alcove.container.spec;

import org.jspecify.annotations.NullMarked;
