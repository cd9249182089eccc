/**
 * Approvals that a person gives in words.
 *
 * <p>In: the facts of one pull request, since when its head is the head, and who may approve. Out:
 * which commands count and why the others do not. Pure; the policy calls it.
 */
@NullMarked
package dev.stile.hosting.approve;

import org.jspecify.annotations.NullMarked;
