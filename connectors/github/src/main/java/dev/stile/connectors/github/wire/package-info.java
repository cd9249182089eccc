/**
 * How the host's JSON is read: strictly, and never out of taint but by a grammar.
 *
 * <p>In: answers. Out: values of the hosting contract. Only this connector calls.
 */
@NullMarked
package dev.stile.connectors.github.wire;

import org.jspecify.annotations.NullMarked;
