/**
 * Addresses of the network in their one spelling.
 *
 * <p>In: text of a user, a connector or a server. Out: an origin or a web address that every
 * standard parser reads alike, or a refusal. Called by the gate and by whoever grants an origin.
 */
@NullMarked
package dev.stile.core.egress.url;

import org.jspecify.annotations.NullMarked;
