/**
 * What a user's edit of a file means: the change or draft to be sent, and everything about it that
 * must be refused.
 *
 * <p>In: parsed files, records, a schema. Out: drafts, changes and problems. Pure and total; the
 * push calls it.
 */
@NullMarked
package dev.stile.git.diff;

import org.jspecify.annotations.NullMarked;
