/**
 * The engine: turns a {@link dev.alcove.container.spec.Spec} into a launch program. It decides nothing that the spec does not say, and
 * everything that happens between the new process and its exec is a step that can be printed.
 */
@NullMarked
package dev.alcove.container.engine;

import org.jspecify.annotations.NullMarked;
