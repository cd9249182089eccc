/**
 * One project as a bare repository with state beside it: which record is shown how, at which
 * version, and what may be published.
 *
 * <p>In: rendered files and their versions. Out: commits of main, and the versions that
 * preconditions rest on. Sync, push and the commands call.
 */
@NullMarked
package dev.stile.git.mirror;

import org.jspecify.annotations.NullMarked;
