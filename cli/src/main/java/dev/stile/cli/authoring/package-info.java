/**
 * Commands for whoever writes a connector: something to begin with, and the proof that it works.
 *
 * <p>In: a folder, or a program with its template. Out: files, or a report of cases. The program
 * offers these commands.
 */
@NullMarked
package dev.stile.cli.authoring;

import org.jspecify.annotations.NullMarked;
