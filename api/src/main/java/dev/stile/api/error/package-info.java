/**
 * The one family of errors: what happened, whether a retry can help, how to fix it and what to type
 * next.
 *
 * <p>In: words of ours, and remote text kept apart and tainted. Out: exceptions with a stable code.
 * Anybody may call.
 */
@NullMarked
package dev.stile.api.error;

import org.jspecify.annotations.NullMarked;
