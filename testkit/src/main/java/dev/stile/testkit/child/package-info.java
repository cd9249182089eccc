/**
 * Second processes with the classes of the tests, to race with or to die at a crash point.
 *
 * <p>In: a class with a {@code main}, its arguments and variables. Out: how it ended and what it
 * printed. Only tests may call it.
 */
@NullMarked
package dev.stile.testkit.child;

import org.jspecify.annotations.NullMarked;
