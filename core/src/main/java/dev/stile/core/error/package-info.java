/**
 * The one registry of codes, the failure that carries one, and the one form in which an error is
 * told.
 *
 * <p>In: a code, words of ours, arguments of the user. Out: what, why, how to fix it and what to
 * type next. Anybody may call.
 */
@NullMarked
package dev.stile.core.error;

import org.jspecify.annotations.NullMarked;
