/**
 * The host of the process protocol: executables as connectors.
 *
 * <p>In: a template with a command, a connection, calls of the event and action facets. Out: events
 * into a sink, results of actions, answers of probes. The registry of connectors opens it; the
 * conformance suite drives it as a daemon would.
 */
@NullMarked
package dev.stile.flow.process;

import org.jspecify.annotations.NullMarked;
