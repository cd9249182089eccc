/**
 * Numbers about a home: what came in, what waits, what went wrong.
 *
 * <p>In: the store. Out: measures with their names and labels, and their text as Prometheus reads
 * it. Nothing that came from outside is among the labels. Commands and the daemon call.
 */
@NullMarked
package dev.stile.flow.metrics;

import org.jspecify.annotations.NullMarked;
