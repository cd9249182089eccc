/**
 * Watches pull requests: looks at them as often as their activity and the budget allow, asks the
 * policy, stores what it says, and acts on it.
 *
 * <p>In: stored watches and the hosts of their connections. Out: events in the inbox, audit rows,
 * merges by the journal. One pass is one call; a daemon or a test calls again at the time that it
 * names.
 */
@NullMarked
package dev.stile.hosting.watch;

import org.jspecify.annotations.NullMarked;
