/**
 * Keeps secrets out of whatever leaves: text in, the same text without them out.
 *
 * <p>In: every secret handed out, before its first use; text and bytes on their way to stderr,
 * logs, errors and files. Out: the same with {@code [REDACTED]}. Whoever writes outwards must call.
 */
@NullMarked
package dev.stile.core.redact;

import org.jspecify.annotations.NullMarked;
