/**
 * What one call carries through every layer: its deadline, its correlation id, its label and where
 * progress goes.
 *
 * <p>In: made by the core. Out: read by connectors and the gate. One call, any thread.
 */
@NullMarked
package dev.stile.api.call;

import org.jspecify.annotations.NullMarked;
