/**
 * Merges that were decided on, as rows of the one table of effects.
 *
 * <p>In: a plan of the policy. Out: a row that is there before anything is sent, and what the host
 * answered. The watcher calls, within the commit that stores its state.
 */
@NullMarked
package dev.stile.hosting.plan;

import org.jspecify.annotations.NullMarked;
