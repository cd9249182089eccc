/**
 * A contract as named cases: each runs as a test of its own, and a matrix has no blank.
 *
 * <p>In: an enum of names and what each does. Out: tests, or failures by name. The contracts of
 * this module use it.
 */
@NullMarked
package dev.stile.testkit.suite;

import org.jspecify.annotations.NullMarked;
