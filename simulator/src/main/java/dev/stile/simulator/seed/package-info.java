/**
 * Projects to begin with. In: the name of a seed and its numbers. Out: users, a project and its
 * records, the same bytes each time. Callers: the control API, under the tracker's lock. One more
 * fills a code host when it starts.
 */
@NullMarked
package dev.stile.simulator.seed;

import org.jspecify.annotations.NullMarked;
