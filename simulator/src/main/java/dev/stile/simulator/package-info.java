/**
 * A tracker on loopback that behaves as it is told. In: options. Out: a running {@link
 * dev.stile.simulator.Simulator}, to be closed. Callers: tests of any module, {@code stile sim},
 * {@code stile demo}, the benchmarks.
 */
@NullMarked
package dev.stile.simulator;

import org.jspecify.annotations.NullMarked;
