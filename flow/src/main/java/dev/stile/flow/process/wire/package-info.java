/**
 * The lines of the process protocol, versions 0 and 1.
 *
 * <p>In: bytes that a child wrote, and how it ended. Out: frames and answers as values, or one word
 * about what is wrong; requests as bytes. Pure; the process host and the conformance suite call.
 */
@NullMarked
package dev.stile.flow.process.wire;

import org.jspecify.annotations.NullMarked;
