/**
 * Time that passes when a test says so.
 *
 * <p>In: a moment, and spans of time. Out: a clock for the room under test. Only tests may call it.
 */
@NullMarked
package dev.stile.testkit.time;

import org.jspecify.annotations.NullMarked;
