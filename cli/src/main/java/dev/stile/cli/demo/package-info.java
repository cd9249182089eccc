/**
 * The demonstration: a whole round with git against a simulated tracker, on this machine only.
 *
 * <p>In: the launchers of this build and the installed git. Out: every command as a user would type
 * it, and what it said; nothing is left behind. The program offers the command.
 */
@NullMarked
package dev.stile.cli.demo;

import org.jspecify.annotations.NullMarked;
