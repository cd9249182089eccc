/**
 * Where a measurement takes place: a home, a simulator, a project of some size, real programs.
 *
 * <p>In: a distribution of Stile and a number of records. Out: clones and commands, timed. The rows
 * call.
 */
@NullMarked
package dev.stile.bench.stage;

import org.jspecify.annotations.NullMarked;
