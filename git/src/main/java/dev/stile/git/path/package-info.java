/**
 * Where things stand in the tree of a mirror: ids as path segments, and what a path is.
 *
 * <p>In: ids and paths. Out: segments, ids, and the kind of each path. Pure and total; the mirror,
 * the sync and the push call it.
 */
@NullMarked
package dev.stile.git.path;

import org.jspecify.annotations.NullMarked;
