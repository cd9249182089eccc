/**
 * The bare repository of a mirror: reads and writes of git objects and its one branch, by the
 * installed git.
 *
 * <p>In: bytes, tree changes, commits to make. Out: object ids and bytes. The mirror, sync and push
 * call; nobody else writes.
 */
@NullMarked
package dev.stile.git.repository;

import org.jspecify.annotations.NullMarked;
