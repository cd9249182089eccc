/**
 * Commands by which the daemon runs whenever its user is logged in, as a unit of systemd.
 *
 * <p>In: where this build and its home are. Out: one unit file and the link that enables it.
 * Nothing is started or stopped here: the commands for that are told. The program offers these
 * commands.
 */
@NullMarked
package dev.stile.cli.service;

import org.jspecify.annotations.NullMarked;
