/**
 * How a connection lives: whether its account is proven, how it is, where its stream stands, and
 * how it goes.
 *
 * <p>In: probes, what streams report, what a person asks for. Out: one state a connection with
 * notices and lifecycle events. Streams, actions and commands ask here before they use one.
 */
@NullMarked
package dev.stile.flow.connection;

import org.jspecify.annotations.NullMarked;
