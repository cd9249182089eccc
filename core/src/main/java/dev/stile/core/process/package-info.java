/**
 * Runs a child process under guard: a list of arguments, an environment that is an allow-list, a
 * deadline, bounded output.
 *
 * <p>In: a command and its input. Out: its exit code and output. Called where a program of the user
 * has to be asked; never with a value from outside as an option.
 */
@NullMarked
package dev.stile.core.process;

import org.jspecify.annotations.NullMarked;
