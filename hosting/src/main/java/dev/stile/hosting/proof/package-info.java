/**
 * What landed, proven with git alone.
 *
 * <p>In: a private bare repository into which everything was fetched, the commit that landed, and
 * what was expected. Out: a verdict, and what git knows of a head and its base. Blocks while git
 * runs; any thread may ask.
 */
@NullMarked
package dev.stile.hosting.proof;

import org.jspecify.annotations.NullMarked;
