package dev.stile.git.broken;

import java.time.Instant;

/** Breaks the rule that the clock is passed in. */
final class ReadsClock {
    Instant read() {
        return Instant.now();
    }
}
