/**
 * Requests to the server and what its refusals mean.
 *
 * <p>In: what to ask, in the words of this connector. Out: tainted JSON, or an error of the one
 * family. The rest of this connector calls.
 */
@NullMarked
package dev.stile.connectors.sim.client;

import org.jspecify.annotations.NullMarked;
