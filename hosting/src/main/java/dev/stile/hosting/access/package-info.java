/**
 * Who may write to a repository, asked of its host where the snapshot does not say.
 *
 * <p>In: a snapshot, and the accounts whose access would change the answer. Out: the same snapshot
 * with what the host said of them. Whoever asks the policy calls this before.
 */
@NullMarked
package dev.stile.hosting.access;

import org.jspecify.annotations.NullMarked;
