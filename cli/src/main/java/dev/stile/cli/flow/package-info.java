/**
 * The parts of the event side, put together: one composition for the daemon and for every command.
 *
 * <p>In: the house. Out: streams, rules, deliveries, the outbox. Commands of events, rules,
 * deliveries and actions call; the git helper never loads this.
 */
@NullMarked
package dev.stile.cli.flow;

import org.jspecify.annotations.NullMarked;
