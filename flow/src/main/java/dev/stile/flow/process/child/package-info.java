/**
 * Children under guard: each in a group of its own, with an environment that is an allow-list,
 * bounded reading and writing, and an end after which nothing of it is left.
 *
 * <p>In: a program and what it gets. Out: its lines, its exit, the end of its stderr. Called by the
 * operations of the process protocol.
 */
@NullMarked
package dev.stile.flow.process.child;

import org.jspecify.annotations.NullMarked;
