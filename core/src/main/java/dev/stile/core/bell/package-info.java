/**
 * How one thread of a process wakes another that would look at the store soon anyway.
 *
 * <p>In: rings, also of transactions once they are kept. Out: the end of a wait. Nothing is told by
 * a bell that is not in the store, so a ring of another process that does not come costs time and
 * nothing else.
 */
@NullMarked
package dev.stile.core.bell;

import org.jspecify.annotations.NullMarked;
