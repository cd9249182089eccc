/**
 * A whole connector for a tracker that nobody has; {@code docs/writing-a-connector.md} walks
 * through it. In: a connection's context. Out: a record store.
 */
@NullMarked
package dev.stile.examples.tickets;

import org.jspecify.annotations.NullMarked;
