/**
 * Who is next: bounded turns for each key, waited for no longer than a deadline.
 *
 * <p>In: keys and deadlines. Out: turns. Pure but for waiting; any package of hosting may call.
 */
@NullMarked
package dev.stile.hosting.turn;

import org.jspecify.annotations.NullMarked;
