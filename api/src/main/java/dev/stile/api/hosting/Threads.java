package dev.stile.api.hosting;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;

/** Optional: settles threads of comments. Callers ask by {@link Beside}. */
public interface Threads {
    /**
     * Brings the thread of a comment into that state; no write if it is in it.
     *
     * @throws ConnectorException.Invalid for a comment that has no thread or is of another pull
     *     request
     * @throws ConnectorException.OutcomeUnknown if it may have happened and cannot be seen
     */
    ThreadResult settle(PrRef pr, CommentId comment, boolean resolved, CallContext call);
}
