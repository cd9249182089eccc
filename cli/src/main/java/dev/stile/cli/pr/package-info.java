/**
 * Commands about pull requests of code hosts.
 *
 * <p>In: the name of a pull request or repository, and what was typed. Out: one fact a line with
 * the next command, or the record as a document; an exit code that says what became of it. The
 * program offers the commands.
 */
@NullMarked
package dev.stile.cli.pr;

import org.jspecify.annotations.NullMarked;
