/**
 * HTTP/1.1 over one connection at a time: connecting to an address that was checked, TLS, one
 * exchange with bounds on every wait and size, and knowing whether a request may have left.
 *
 * <p>In: checked addresses, request bytes, bounds. Out: a whole answer, or how it failed. Called by
 * the gate alone. The codec of answers is HttpCore's.
 */
@NullMarked
package dev.stile.core.egress.wire;

import org.jspecify.annotations.NullMarked;
