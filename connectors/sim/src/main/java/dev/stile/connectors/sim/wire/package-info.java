/**
 * The dialect's JSON and the api's values, one to the other. Pure.
 *
 * <p>In: a part of an answer, or what the user wants written. Out: the other. The rest of this
 * connector calls.
 */
@NullMarked
package dev.stile.connectors.sim.wire;

import org.jspecify.annotations.NullMarked;
