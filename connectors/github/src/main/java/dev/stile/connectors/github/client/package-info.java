/**
 * Requests to the REST and GraphQL interfaces, and what their refusals mean.
 *
 * <p>In: the one way out and the addresses of a connection. Out: answers as {@link
 * dev.stile.connectors.github.wire.Node}, or an error of the one family. Only this connector calls.
 */
@NullMarked
package dev.stile.connectors.github.client;

import org.jspecify.annotations.NullMarked;
