/**
 * Regular expressions that cannot run away: no back references, and a bound on their size.
 *
 * <p>In: a pattern that a person wrote, and a text. Out: whether it is found. Pure; filters and
 * schemas call.
 */
@NullMarked
package dev.stile.flow.pattern;

import org.jspecify.annotations.NullMarked;
