/**
 * The one port for whatever comes in: facts, stored once each, with the cursor behind them.
 *
 * <p>In: record changes of a mirror, later events and pull-request facts. Out: facts in the order
 * of storing, for whoever registered. Nothing is stored where nobody did.
 */
@NullMarked
package dev.stile.core.inbox;

import org.jspecify.annotations.NullMarked;
