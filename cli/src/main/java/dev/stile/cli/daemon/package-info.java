/**
 * The daemon: runs streams, rules, deliveries and the outbox until it is told to stop.
 *
 * <p>In: the event side, and the store that every command changes. Out: effects, and what needs a
 * person. One a home.
 */
@NullMarked
package dev.stile.cli.daemon;

import org.jspecify.annotations.NullMarked;
