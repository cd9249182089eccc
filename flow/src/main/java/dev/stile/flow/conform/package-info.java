/**
 * Proves an executable against the process protocol, with the host that a daemon uses.
 *
 * <p>In: a command, and what it is to be tried with. Out: a report, case by case. Called by the
 * command line and by the tests of our own skeletons.
 */
@NullMarked
package dev.stile.flow.conform;

import org.jspecify.annotations.NullMarked;
