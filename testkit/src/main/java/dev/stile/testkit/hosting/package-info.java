/**
 * The contract of the pull requests facet as cases with binding names, which any adapter runs
 * against itself.
 *
 * <p>In: a fixture that starts the adapter and controls a real or simulated host. Out: one test a
 * case, and a matrix of how each ended. Test classes of adapters extend {@link
 * dev.stile.testkit.hosting.GitHostContract}.
 */
@NullMarked
package dev.stile.testkit.hosting;

import org.jspecify.annotations.NullMarked;
