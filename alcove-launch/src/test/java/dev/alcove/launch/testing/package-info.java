/** The judge of explanations, for the tests of every module that has launch programs. */
@NullMarked
package dev.alcove.launch.testing;

import org.jspecify.annotations.NullMarked;
