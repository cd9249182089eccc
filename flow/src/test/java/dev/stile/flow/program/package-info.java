/**
 * The contracts of actions and of sources of events, kept by programs behind the process protocol.
 *
 * <p>In: a skeleton as it is, once by its template and once as the connector {@code command}. Out:
 * the facets that the contracts of the testkit ask for.
 */
@NullMarked
package dev.stile.flow.program;

import org.jspecify.annotations.NullMarked;
