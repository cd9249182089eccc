/**
 * The connector for the simulator's own dialect.
 *
 * <p>In: a connection's egress client and settings. Out: records. The registry opens it by its
 * provider.
 */
@NullMarked
package dev.stile.connectors.sim;

import org.jspecify.annotations.NullMarked;
