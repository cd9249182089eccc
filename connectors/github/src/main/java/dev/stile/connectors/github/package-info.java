/**
 * The connector for pull requests of github.com, GitHub Enterprise Cloud and GitHub Enterprise
 * Server.
 *
 * <p>In: a context with the one way out and the settings of a connection. Out: the pull requests
 * facet. The registry of connectors calls. An account is a token: apps of the host are not spoken
 * for. A server whose GraphQL interface lacks a field that is asked for is read by the lists of its
 * REST interface.
 */
@NullMarked
package dev.stile.connectors.github;

import org.jspecify.annotations.NullMarked;
