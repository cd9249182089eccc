/**
 * Deliveries: what became of each event for each rule, claimed by one worker at a time and brought
 * to an end.
 *
 * <p>In: drafts of the router, moves of people. Out: local results exactly once, proposals to the
 * outbox, dead letters. The daemon drives the worker; commands list and move deliveries.
 */
@NullMarked
package dev.stile.flow.delivery;

import org.jspecify.annotations.NullMarked;
