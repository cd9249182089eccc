package dev.stile.api.hosting;

import dev.stile.api.value.Token;

import java.util.OptionalInt;

/**
 * A place in the host's merge queue.
 *
 * @param id the host's own
 * @param position from 1
 */
public record QueueEntry(Token id, OptionalInt position) {}
