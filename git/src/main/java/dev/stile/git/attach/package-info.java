/**
 * A repository that somebody has already, bound to a project as a remote, and let go again.
 *
 * <p>In: a folder, an address, an open mirror. Out: how the repository's files and the project's
 * records match; a remote and its tracking ref, which the way back takes away. The commands call.
 */
@NullMarked
package dev.stile.git.attach;

import org.jspecify.annotations.NullMarked;
