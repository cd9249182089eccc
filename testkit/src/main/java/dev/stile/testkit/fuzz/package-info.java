/**
 * Gives parsers what nobody meant to send them.
 *
 * <p>In: examples of what a parser takes, and the parser. Out: nothing, or the input that broke it,
 * took too long or took too much memory. Tests call it.
 */
@NullMarked
package dev.stile.testkit.fuzz;

import org.jspecify.annotations.NullMarked;
