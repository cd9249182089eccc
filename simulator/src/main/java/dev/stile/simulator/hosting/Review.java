package dev.stile.simulator.hosting;

import java.time.Instant;
import java.util.Optional;

/** One review, as it stands. */
public record Review(
        long id,
        Account author,
        State state,
        String body,
        String sha,
        Instant submittedAt,
        Optional<Instant> editedAt,
        boolean minimized) {
    /** What it says. */
    public enum State {
        APPROVED,
        CHANGES_REQUESTED,
        COMMENTED,
        PENDING,
        DISMISSED;

        /** Whether it says for or against, so that it can be dismissed. */
        public boolean isOpinion() {
            return this == APPROVED || this == CHANGES_REQUESTED;
        }
    }

    Review dismissed() {
        return new Review(id, author, State.DISMISSED, body, sha, submittedAt, editedAt, minimized);
    }

    Review edited(String text, Instant at) {
        return new Review(id, author, state, text, sha, submittedAt, Optional.of(at), minimized);
    }

    Review hidden() {
        return new Review(id, author, state, body, sha, submittedAt, editedAt, true);
    }
}
