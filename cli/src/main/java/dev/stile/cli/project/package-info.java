/**
 * One project as git sees it: its mirror, its tracker, its pushes.
 *
 * <p>In: an address, and the parts of the house. Out: a mirror that is open, synced and pushed to
 * through one session. The helper opens one, and so does each command about a project.
 */
@NullMarked
package dev.stile.cli.project;

import org.jspecify.annotations.NullMarked;
