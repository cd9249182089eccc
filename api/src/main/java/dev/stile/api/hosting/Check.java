package dev.stile.api.hosting;

import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Sha;
import dev.stile.api.value.Token;

import java.util.Optional;

/**
 * The newest run of one check on one head.
 *
 * @param name what the host calls it
 * @param source which app or account reports it, with what kind of reporter that is, such as {@code
 *     app:15368} or {@code user:ada}: no account can pass for an app by its name
 * @param outcome what it says
 * @param required whether a merge needs it
 * @param sha the commit that it ran on
 * @param occurrence the host's id of this run and attempt, for telling two failures apart
 * @param url where to read more; text, which may lead anywhere
 */
public record Check(
        Tainted<String> name,
        Tainted<String> source,
        Outcome outcome,
        Tri required,
        Sha sha,
        Token occurrence,
        Optional<Moment> startedAt,
        Optional<Moment> completedAt,
        Optional<Tainted<String>> url) {
    /** What one run says. */
    public enum Outcome {
        PASSING(ChecksState.PASSING),
        FAILING(ChecksState.FAILING),
        PENDING(ChecksState.PENDING),
        /** Waits for a person: pending, and a reason to say so. */
        NEEDS_HUMAN(ChecksState.PENDING),
        UNKNOWN(ChecksState.UNKNOWN);

        private final ChecksState state;

        Outcome(ChecksState state) {
            this.state = state;
        }

        public ChecksState state() {
            return state;
        }
    }
}
