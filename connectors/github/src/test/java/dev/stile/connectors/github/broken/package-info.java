/**
 * Adapters that do one thing wrong, each to be caught by the case that is there for it.
 *
 * <p>In: the real adapter or what stands below it. Out: the same with one fault. Only the tests of
 * this connector call it.
 */
@NullMarked
package dev.stile.connectors.github.broken;

import org.jspecify.annotations.NullMarked;
