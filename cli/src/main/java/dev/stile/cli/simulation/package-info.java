/**
 * The command that starts the simulated tracker or code host.
 *
 * <p>In: seeds, ports, a data file. Out: a server on loopback until the process is told to end. The
 * program offers the command; the demonstration starts its own.
 */
@NullMarked
package dev.stile.cli.simulation;

import org.jspecify.annotations.NullMarked;
