/**
 * What is written to pull requests, each write checked by a read.
 *
 * <p>In: what the hosting contract asks for. Out: its results; what was lost on the way is settled
 * by reading. Only this connector calls.
 */
@NullMarked
package dev.stile.connectors.github.write;

import org.jspecify.annotations.NullMarked;
