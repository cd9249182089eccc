/**
 * Streams: what each connection's source tells comes into the inbox, in its order, once each.
 *
 * <p>In: sources, and which connections are wanted. Out: durable events, acknowledged after their
 * commit, and how each stream is. The daemon keeps one {@link dev.stile.flow.stream.Streams}.
 */
@NullMarked
package dev.stile.flow.stream;

import org.jspecify.annotations.NullMarked;
