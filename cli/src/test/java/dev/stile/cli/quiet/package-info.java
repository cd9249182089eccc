/**
 * Which commands reach out.
 *
 * <p>In: every command of the program. Out: how many connections each of them opened, in a process
 * of its own that counts them. Only its test calls.
 */
@NullMarked
package dev.stile.cli.quiet;

import org.jspecify.annotations.NullMarked;
