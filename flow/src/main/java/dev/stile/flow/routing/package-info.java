/**
 * Routing: each event once to the rules in force, and a delivery for each that wants it.
 *
 * <p>In: the inbox behind the routed place, and the rules. Out: deliveries and the new place, in
 * one commit. The daemon calls whenever events were stored.
 */
@NullMarked
package dev.stile.flow.routing;

import org.jspecify.annotations.NullMarked;
