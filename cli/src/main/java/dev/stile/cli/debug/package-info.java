/**
 * Commands for tests of the program itself.
 *
 * <p>In: nothing. Out: what a test can name. The program offers these commands.
 */
@NullMarked
package dev.stile.cli.debug;

import org.jspecify.annotations.NullMarked;
