/**
 * The programs {@code stile} and {@code git-remote-stile}.
 *
 * <p>In come arguments and standard input, out go answers on standard output, errors on standard
 * error and an exit code. Nobody calls it but the launchers.
 */
@NullMarked
package dev.stile.cli;

import org.jspecify.annotations.NullMarked;
