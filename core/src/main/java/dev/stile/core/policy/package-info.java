/**
 * Who asks, and whether they may: the defaults that hold as long as nobody wrote a policy.
 *
 * <p>In: a subject and what it wants to do. Out: a decision with the entry that made it. Whoever
 * crosses asks first.
 */
@NullMarked
package dev.stile.core.policy;

import org.jspecify.annotations.NullMarked;
