/**
 * JSON as values. In: bytes that a client sent or a record kept. Out: {@link
 * dev.stile.simulator.json.Json} values and the bytes that stand for them, the same bytes for the
 * same value. Callers: every room of the simulator.
 */
@NullMarked
package dev.stile.simulator.json;

import org.jspecify.annotations.NullMarked;
