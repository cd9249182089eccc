/**
 * SHA-256, as digests of contents are written everywhere.
 *
 * <p>In: bytes or text. Out: lower-case hex. Pure; anybody calls.
 */
@NullMarked
package dev.stile.core.digest;

import org.jspecify.annotations.NullMarked;
