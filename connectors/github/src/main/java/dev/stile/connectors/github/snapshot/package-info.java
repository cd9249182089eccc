/**
 * One look at a pull request, and the facts that it shows.
 *
 * <p>In: the client and a pull request. Out: the types of the hosting contract, all of one head.
 * Only this connector calls.
 */
@NullMarked
package dev.stile.connectors.github.snapshot;

import org.jspecify.annotations.NullMarked;
