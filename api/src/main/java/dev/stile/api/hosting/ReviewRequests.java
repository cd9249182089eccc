package dev.stile.api.hosting;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;

import java.util.List;

/** Optional: asks people for a review, also again. Callers ask by {@link Beside}. */
public interface ReviewRequests {
    /**
     * Asks each of them, those who have answered before included.
     *
     * @param reviewers accounts, and teams where the host has them
     * @throws ConnectorException.Invalid if the host takes one of them for no reviewer
     * @throws ConnectorException.OutcomeUnknown if they may have been asked and that cannot be seen
     */
    ReviewsAsked ask(PrRef pr, List<String> reviewers, CallContext call);
}
