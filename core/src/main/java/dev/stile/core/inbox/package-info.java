/**
 * The one port for whatever comes in: events, stored once each and in their order, with the cursor
 * behind them.
 *
 * <p>In: frames of streams, record changes of a mirror, pull-request facts. Out: events in the
 * order of storing, and what was set aside. Nobody else writes these tables.
 */
@NullMarked
package dev.stile.core.inbox;

import org.jspecify.annotations.NullMarked;
