/**
 * A code host's state without a dialect: accounts, repositories over real git, pull requests,
 * reviews, checks, rules, merges and a merge queue. In: operations of tests and of dialects. Out:
 * state to show, and a {@link dev.stile.simulator.hosting.HostRefusal} for what the host forbids.
 * Callers: dialects and tests. One lock guards all of it.
 */
@NullMarked
package dev.stile.simulator.hosting;

import org.jspecify.annotations.NullMarked;
