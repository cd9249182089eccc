package dev.stile.api.event;

import java.time.Instant;

/** Where a stream begins that has no cursor. */
public sealed interface Start {
    /** With what happens from now on: the first look only finds the place. */
    record Now() implements Start {}

    /** With the oldest that the source still has. */
    record Beginning() implements Start {}

    /** With what happened since, as far as the source still has it. */
    record Since(Instant time) implements Start {}
}
