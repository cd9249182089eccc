/**
 * The simulator's clock. In: what a test wants the time to be. Out: that time, and a {@code Date}
 * header that may differ from it. Callers: every room that stamps something.
 */
@NullMarked
package dev.stile.simulator.time;

import org.jspecify.annotations.NullMarked;
