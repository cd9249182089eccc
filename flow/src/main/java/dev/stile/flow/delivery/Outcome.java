package dev.stile.flow.delivery;

import java.time.Duration;
import java.util.Optional;

/** How one attempt ended. */
sealed interface Outcome {
    String APPLIED = "applied";
    String SENT = "sent";
    String SKIPPED = "skipped";
    String DROPPED = "dropped";

    /**
     * Over.
     *
     * @param outcome word of ours
     * @param reason why, where it was skipped
     */
    record Done(String outcome, Optional<String> reason) implements Outcome {}

    /** Its outbox entry says from now on how it goes on. */
    record Waits(long entry) implements Outcome {}

    /**
     * Tried again after a delay.
     *
     * @param code slug
     * @param delay what the error asks for
     */
    record Failed(String code, Optional<Duration> delay) implements Outcome {}

    /** Given up. */
    record Dead(String code) implements Outcome {}

    /** It did not come to its turn, and counts for nothing. */
    record GivenBack() implements Outcome {}

    static Outcome applied() {
        return new Done(APPLIED, Optional.empty());
    }
}
