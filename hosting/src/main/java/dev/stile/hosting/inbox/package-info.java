/**
 * What happened to pull requests, as events of the one inbox.
 *
 * <p>In: facts of one snapshot, and what the policy decided on them. Out: events whose ids follow
 * from what the host says happened, so that the same facts are one event whoever tells them and
 * however often. The watcher calls.
 */
@NullMarked
package dev.stile.hosting.inbox;

import org.jspecify.annotations.NullMarked;
