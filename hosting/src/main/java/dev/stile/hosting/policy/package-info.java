/**
 * What to do about a pull request.
 *
 * <p>In: what is remembered of it, one snapshot, the settings and the time. Out: one decision, why
 * it won, and what is to be remembered before anybody acts on it. Pure; the watcher and the command
 * line call it.
 */
@NullMarked
package dev.stile.hosting.policy;

import org.jspecify.annotations.NullMarked;
