/**
 * The command that starts the simulated tracker.
 *
 * <p>In: seeds, ports, a data file. Out: a tracker on loopback until the process is told to end.
 * The program offers the command; the demonstration starts its own.
 */
@NullMarked
package dev.stile.cli.simulation;

import org.jspecify.annotations.NullMarked;
