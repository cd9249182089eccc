/**
 * What answers the network: the receiver of webhooks, and what tells this machine the numbers of a
 * home.
 *
 * <p>In: HTTP/1.1 requests of senders. Out: their deliveries, taken by {@code dev.stile.flow}, and
 * one answer each. The daemon starts and stops it; it connects to nobody.
 */
@NullMarked
package dev.stile.server;

import org.jspecify.annotations.NullMarked;
