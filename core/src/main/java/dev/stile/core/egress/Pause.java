package dev.stile.core.egress;

import java.time.Duration;

/** How the gate waits, so that a test can count instead of waiting. */
@FunctionalInterface
public interface Pause {
    void waitFor(Duration duration) throws InterruptedException;

    /** Really waits. */
    static Pause real() {
        return Thread::sleep;
    }
}
