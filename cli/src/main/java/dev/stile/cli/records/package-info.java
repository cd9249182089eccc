/**
 * Commands about the records of a project: listing, showing, syncing, looking ahead and back.
 *
 * <p>In: an address or a folder of a clone. Out: what the mirror holds, after asking the tracker
 * for what changed. The program offers these commands.
 */
@NullMarked
package dev.stile.cli.records;

import org.jspecify.annotations.NullMarked;
