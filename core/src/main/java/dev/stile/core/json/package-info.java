/**
 * JSON between bytes and values: strict, bounded, streaming underneath.
 *
 * <p>In: bytes of answers and of our own files; values to be written. Out: values, or one error
 * that says where the bytes are wrong; UTF-8. Anybody in the core and above it may call.
 */
@NullMarked
package dev.stile.core.json;

import org.jspecify.annotations.NullMarked;
