/**
 * Deliveries of webhooks: checked against a preset, made into events, stored once.
 *
 * <p>In: the headers and bytes of a request, and what a person set up. Out: events in the inbox,
 * hints for pollers, and one answer for the sender. The receiver and the commands call.
 */
@NullMarked
package dev.stile.flow.webhook;

import org.jspecify.annotations.NullMarked;
