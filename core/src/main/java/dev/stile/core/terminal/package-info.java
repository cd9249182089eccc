/**
 * The one writer for people: our own words, and outside text only after it was made safe for a
 * terminal.
 *
 * <p>In: words, outside text sanitised for this sink, errors, progress. Out: lines on the streams
 * of the program. Whatever says something to a person calls it; stdout of a helper is never given
 * to it.
 */
@NullMarked
package dev.stile.core.terminal;

import org.jspecify.annotations.NullMarked;
