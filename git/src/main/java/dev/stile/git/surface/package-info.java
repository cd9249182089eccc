/**
 * The git surface put together: what a fetch and a push do to one mirror, from taking its lock to
 * telling people.
 *
 * <p>In: a mirror, a tracker, a push. Out: an up-to-date repository, the outcome of a push. The
 * helper and the commands call.
 */
@NullMarked
package dev.stile.git.surface;

import org.jspecify.annotations.NullMarked;
