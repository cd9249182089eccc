/**
 * Values from outside, as programs and people are shown them.
 *
 * <p>In: tainted values of the store. Out: members of documents, and blocks for a terminal.
 * Commands call.
 */
@NullMarked
package dev.stile.cli.shown;

import org.jspecify.annotations.NullMarked;
