/**
 * What a test or an operator does to the simulator. In: calls from Java, or requests under {@code
 * /_control} with the control token. Out: changed state, faults, clock, log. Callers: test code,
 * {@code stile sim}, the control listener.
 */
@NullMarked
package dev.stile.simulator.control;

import org.jspecify.annotations.NullMarked;
