/**
 * What went over the wire. In: each request and its answer. Out: a bounded log and counters, on
 * which request-count tests rest. Callers: the simulator's front end writes, the control API reads.
 */
@NullMarked
package dev.stile.simulator.traffic;

import org.jspecify.annotations.NullMarked;
