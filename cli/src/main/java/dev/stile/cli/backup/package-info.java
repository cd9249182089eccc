/**
 * Commands that copy what a home keeps into one file, and put such a file in its place.
 *
 * <p>In: a home, a file. Out: a file that its owner alone can read; a home in which nothing happens
 * twice by itself. The program offers these commands.
 */
@NullMarked
package dev.stile.cli.backup;

import org.jspecify.annotations.NullMarked;
