/**
 * Changes of records as events: what a listing shows, compared with what was seen before.
 *
 * <p>In: items of listings, from a mirror's sync or from a poll. Out: events with the fields that
 * changed, the same for whoever looked. Mirrors and record streams call.
 */
@NullMarked
package dev.stile.core.change;

import org.jspecify.annotations.NullMarked;
