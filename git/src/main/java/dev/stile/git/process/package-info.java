/**
 * The installed git as a child process.
 *
 * <p>In: argument lists of ours. Out: bytes, exit codes, pipes; an error that names the command.
 * Only the git module calls.
 */
@NullMarked
package dev.stile.git.process;

import org.jspecify.annotations.NullMarked;
