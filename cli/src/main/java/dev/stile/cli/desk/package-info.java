/**
 * Where commands are run: what they are given, how they answer, and how what stops them is told.
 *
 * <p>In: a command that was parsed. Out: text for people or one JSON document for programs (FL-97),
 * and an exit code. Every command implements {@link dev.stile.cli.desk.Action}; the program calls.
 */
@NullMarked
package dev.stile.cli.desk;

import org.jspecify.annotations.NullMarked;
