/**
 * What a connector author writes: a provider with its manifest, and a connector that offers facets.
 *
 * <p>In: a context with the gate's egress client and settings. Out: facets. The registry calls it;
 * connectors implement it.
 */
@NullMarked
package dev.stile.api.connector;

import org.jspecify.annotations.NullMarked;
