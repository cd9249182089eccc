/**
 * The one way out: checks where a request goes, places credentials, waits for leave, records each
 * crossing, follows redirects, repeats what may be repeated, and bounds every answer.
 *
 * <p>In: requests of connectors, for one connection each. Out: whole answers, or one error. Opened
 * by the registry for a connection; nobody else speaks to the network.
 */
@NullMarked
package dev.stile.core.egress;

import org.jspecify.annotations.NullMarked;
