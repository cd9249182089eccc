/**
 * The repository that a push comes from, read only, and the quarantine that its objects go to.
 *
 * <p>In: the environment that git gave to the helper. Out: commits, what this clone is, objects in
 * a quarantine of the mirror. The helper and the commands that plan call.
 */
@NullMarked
package dev.stile.git.clone;

import org.jspecify.annotations.NullMarked;
