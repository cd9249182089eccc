package dev.stile.core.egress.grant;

import dev.stile.core.egress.url.Origin;

/**
 * One origin that a person allowed a connection to reach.
 *
 * @param origin exactly this one
 * @param allowPrivate whether it may lie on this machine or in a private or shared network
 */
public record Grant(Origin origin, boolean allowPrivate) {}
