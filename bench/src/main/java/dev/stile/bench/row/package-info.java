/**
 * The rows of git: what people type, timed beside the same work done by git and curl alone.
 *
 * <p>In: a stage and a number of samples. Out: rows. The program calls.
 */
@NullMarked
package dev.stile.bench.row;

import org.jspecify.annotations.NullMarked;
