/**
 * The event facet: what happened outside, told once each with a stable id and a cursor.
 *
 * <p>In: a subscription that says from where on. Out: events, checkpoints, gaps and health, into
 * the host's sink. The host calls; connectors implement {@link dev.stile.api.event.EventSource}.
 */
@NullMarked
package dev.stile.api.event;

import org.jspecify.annotations.NullMarked;
