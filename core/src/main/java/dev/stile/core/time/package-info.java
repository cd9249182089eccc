/**
 * The time as a test moves it, so that what is due in hours happens now.
 *
 * <p>In: two environment variables, and a file that is read at each question. Out: a wall clock and
 * a monotonic one for whoever composes a program. Without the variables both are the real ones.
 */
@NullMarked
package dev.stile.core.time;

import org.jspecify.annotations.NullMarked;
