/**
 * Brings a mirror up to what its tracker has: pages in, one commit or none out.
 *
 * <p>In: a tracker's listings. Out: a published commit, a moved cursor, a report. Called with the
 * mirror's lock held.
 */
@NullMarked
package dev.stile.git.sync;

import org.jspecify.annotations.NullMarked;
