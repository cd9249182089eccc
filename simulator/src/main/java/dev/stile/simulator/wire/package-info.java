/**
 * HTTP/1.1 on a bare loopback socket, down to the byte. In: connections. Out: one call of a {@link
 * dev.stile.simulator.wire.Handler} per request, its answer sent whole or broken as its {@link
 * dev.stile.simulator.wire.Delivery} says. Callers: the simulator's front ends; knows nothing of
 * trackers.
 */
@NullMarked
package dev.stile.simulator.wire;

import org.jspecify.annotations.NullMarked;
