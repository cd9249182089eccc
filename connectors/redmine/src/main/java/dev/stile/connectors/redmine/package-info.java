/**
 * The connector for Redmine's issues, over its REST API.
 *
 * <p>In: a context with the one way out and the settings of a connection. Out: a record store. The
 * registry of connectors calls. What the server cannot do and how that shows: {@code
 * docs/connectors/redmine.md}.
 */
@NullMarked
package dev.stile.connectors.redmine;

import org.jspecify.annotations.NullMarked;
