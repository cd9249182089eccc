/**
 * Snapshots of pull requests that a test makes up.
 *
 * <p>In: what differs from a pull request that is approved, green and mergeable. Out: facts. Only
 * tests use it.
 */
@NullMarked
package dev.stile.testkit.facts;

import org.jspecify.annotations.NullMarked;
