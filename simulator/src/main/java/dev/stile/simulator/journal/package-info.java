/**
 * What was done, so that it can be done again. In: each command that changed something, before it
 * is acknowledged. Out: the same commands, in order, at the next start. Callers: dialects and the
 * control API, under the tracker's lock.
 */
@NullMarked
package dev.stile.simulator.journal;

import org.jspecify.annotations.NullMarked;
