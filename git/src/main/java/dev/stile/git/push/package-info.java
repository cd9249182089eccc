/**
 * Turns a pushed commit into typed writes: what a user changed, checked, journaled, sent with
 * preconditions, and published.
 *
 * <p>In: a pushed tip whose objects are in quarantine. Out: an answer for git, a commit of main.
 * Called with the mirror's lock held.
 */
@NullMarked
package dev.stile.git.push;

import org.jspecify.annotations.NullMarked;
