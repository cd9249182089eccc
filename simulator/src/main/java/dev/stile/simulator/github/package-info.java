/**
 * A code host that speaks as GitHub does, on one loopback origin: REST below {@code /api/v3},
 * GraphQL at {@code /api/graphql}, git's smart HTTP at {@code /OWNER/NAME.git}. In: a folder. Out:
 * a running {@link dev.stile.simulator.github.HostingSimulator}, to be closed. Callers: tests of
 * any module.
 */
@NullMarked
package dev.stile.simulator.github;

import org.jspecify.annotations.NullMarked;
