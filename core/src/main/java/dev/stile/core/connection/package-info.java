/**
 * Connections: authorised accounts of connectors, with their settings, references of secrets and
 * granted origins.
 *
 * <p>In: what a person typed at {@code stile connect}. Out: connections, durable and audited. The
 * registry reads them; commands make them.
 */
@NullMarked
package dev.stile.core.connection;

import org.jspecify.annotations.NullMarked;
