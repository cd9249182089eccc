/**
 * The remote as git sees it: what the helper asks of a mirror, and what a push asks for.
 *
 * <p>In: an address, a pushed commit, options. Out: the repository to serve, the outcome of a push.
 * The helper and the commands that plan call; the mirror implements.
 */
@NullMarked
package dev.stile.git.remote;

import org.jspecify.annotations.NullMarked;
