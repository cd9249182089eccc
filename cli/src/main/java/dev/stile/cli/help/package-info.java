/**
 * Words about errors.
 *
 * <p>In: a code. Out: its cause, its fix and what to type. The program offers the command.
 */
@NullMarked
package dev.stile.cli.help;

import org.jspecify.annotations.NullMarked;
