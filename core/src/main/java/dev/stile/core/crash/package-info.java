/**
 * Places where a test may kill the process, to prove that no crash loses or repeats anything.
 *
 * <p>In: two environment variables. Out: nothing, or death. Every durable step calls; without the
 * variables a call does nothing.
 */
@NullMarked
package dev.stile.core.crash;

import org.jspecify.annotations.NullMarked;
