package dev.stile.flow.connection;

import java.util.Optional;

/** What a probe of an account says: one of three, never two (FL-23). */
public sealed interface ProbeOutcome {
    /**
     * A definite yes.
     *
     * @param account whom the other side takes us for, where it says; already safe to show
     */
    record Ok(Optional<String> account) implements ProbeOutcome {}

    /**
     * A definite no: only a new login helps.
     *
     * @param reason a word of ours
     */
    record Broken(String reason) implements ProbeOutcome {}

    /**
     * Anything else: says nothing of the account, and is tried again.
     *
     * @param reason a word of ours, such as {@code timeout}
     */
    record ProbeFailed(String reason) implements ProbeOutcome {}
}
