/**
 * Who asks, and how much they may ask. In: credentials and the host's clock. Out: a {@link
 * dev.stile.simulator.github.access.Caller}, limits that count down, refusals in GitHub's form.
 * Callers: the REST and GraphQL rooms beside it.
 */
@NullMarked
package dev.stile.simulator.github.access;

import org.jspecify.annotations.NullMarked;
