/**
 * The rows of events: from a child to the inbox, through rules, to an action (FL-101).
 *
 * <p>In: the distribution, an empty folder, a number of samples and of events. Out: rows. The
 * program calls.
 */
@NullMarked
package dev.stile.bench.flow;

import org.jspecify.annotations.NullMarked;
