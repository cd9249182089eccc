/**
 * Commands about events: what came in, what became of it, and giving events to rules by name.
 *
 * <p>In: what a person typed. Out: events as they are stored, their payloads escaped; deliveries
 * that a person asked for. The program offers these commands.
 */
@NullMarked
package dev.stile.cli.events;

import org.jspecify.annotations.NullMarked;
