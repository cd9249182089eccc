/**
 * Who asks, and whether they may: by the user's own policy, and by defaults where it says nothing.
 *
 * <p>In: a subject and what it wants to do. Out: a decision with the entry that made it. Whoever
 * crosses asks first.
 */
@NullMarked
package dev.stile.core.policy;

import org.jspecify.annotations.NullMarked;
