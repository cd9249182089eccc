/**
 * A whole connector, small enough to be read at once, for a tracker that nobody has.
 *
 * <p>In: a context with the one way out and the settings of a connection. Out: a record store. The
 * registry of connectors calls; {@code docs/writing-a-connector.md} walks through it.
 */
@NullMarked
package dev.stile.examples.tickets;

import org.jspecify.annotations.NullMarked;
