/**
 * What nobody can go below: the same work done by git and curl alone.
 *
 * <p>In: a clone of a project and the requests that it took. Out: commands, timed. The rows call.
 */
@NullMarked
package dev.stile.bench.floor;

import org.jspecify.annotations.NullMarked;
