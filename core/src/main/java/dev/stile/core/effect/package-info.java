/**
 * The one table of whatever leaves with an effect: what was meant, how far it got, how it ended.
 *
 * <p>In: plans of entries with opaque payloads. Out: entries in a state that survives a crash at
 * any step. Called by the git push, later by the outbox and the merge plan.
 */
@NullMarked
package dev.stile.core.effect;

import org.jspecify.annotations.NullMarked;
