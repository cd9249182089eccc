/**
 * A simulated host, the platform's own gate, and the connector opened through it.
 *
 * <p>In: a folder. Out: a host as the platform would start it. Only tests of this connector call.
 */
@NullMarked
package dev.stile.connectors.github.support;

import org.jspecify.annotations.NullMarked;
