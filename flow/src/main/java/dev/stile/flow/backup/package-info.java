/**
 * One file with all that a home keeps in its store, and the way back.
 *
 * <p>In: a home, which may be in use for a backup and may not for a restore. Out: a file without
 * secrets; a store in which nothing that may have happened since happens again by itself. Commands
 * call.
 */
@NullMarked
package dev.stile.flow.backup;

import org.jspecify.annotations.NullMarked;
