package dev.stile.flow.process.wire;

import dev.stile.api.json.Json;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What came of an act (FL-19, FL-25, FL-26). Texts are the child's unless said otherwise. */
public sealed interface ActAnswer {
    /**
     * It happened.
     *
     * @param notes words of ours about what is odd
     */
    record Done(Optional<String> summary, Json output, Optional<Found> receipt, List<String> notes)
            implements ActAnswer {}

    /** By what it can be found again. */
    record Found(String id, Optional<String> url) {}

    /**
     * It definitely did not happen.
     *
     * @param code of the sealed family, as {@code api} spells it
     * @param field JSON pointer into the input, of our grammar
     * @param retryable whether the child says that the same call may work later
     */
    record Refused(
            Optional<String> code,
            Optional<String> error,
            Optional<String> field,
            boolean retryable,
            Optional<Duration> retryAfter)
            implements ActAnswer {}

    /**
     * Nobody knows.
     *
     * @param why in words of ours
     * @param late whether it is the time that ran out
     */
    record Unclear(String why, boolean late) implements ActAnswer {}
}
