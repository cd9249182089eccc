/**
 * Looks for whatever could keep a clone from working, and says what to do about it (GS-130).
 *
 * <p>In: the machine, the home, connections, a project. Out: one finding a check. The program
 * offers the command.
 */
@NullMarked
package dev.stile.cli.doctor;

import org.jspecify.annotations.NullMarked;
