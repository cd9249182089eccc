/**
 * The simulator's own dialect under {@code /sim/v1}. In: requests. Out: answers, after one read or
 * one write of the tracker. Callers: the front end that adds faults and the log; seeds replay
 * through it.
 */
@NullMarked
package dev.stile.simulator.dialect;

import org.jspecify.annotations.NullMarked;
