/**
 * Commands that bind a repository that is there already to a project, and let it go.
 *
 * <p>In: an address, the folder of the repository. Out: a remote, or none; how files and records
 * match. The program offers them.
 */
@NullMarked
package dev.stile.cli.attach;

import org.jspecify.annotations.NullMarked;
