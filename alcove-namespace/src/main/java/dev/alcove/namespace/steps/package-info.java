/** Steps that many launch programs share: fork and wait, exec, signals, and what helps when they fail. For Alcove's own modules. */
@NullMarked
package dev.alcove.namespace.steps;

import org.jspecify.annotations.NullMarked;
