package dev.stile.api.http;

import dev.stile.api.call.CallContext;

/**
 * The one way out, for one connection. Any thread may call it, several at once; a call blocks.
 *
 * <p>The gate checks origin and address, places the credential, waits for the rate budget, writes
 * the audit rows, follows redirects and bounds the answer. It repeats reads and keyed writes as the
 * server asks, and a write only if it provably never left.
 */
public interface EgressClient {
    /**
     * Sends a request and returns its answer, whatever its status, except 429 and the like, which
     * the gate waits for.
     *
     * @throws dev.stile.api.error.ConnectorException.Unavailable when the server cannot be reached
     * @throws dev.stile.api.error.ConnectorException.Timeout when a read, or a write that never
     *     left, took too long
     * @throws dev.stile.api.error.ConnectorException.RateLimited when waiting would outlast the
     *     call
     * @throws dev.stile.api.error.ConnectorException.Malformed when the answer to a read is cut or
     *     over a limit
     * @throws dev.stile.api.error.ConnectorException.OutcomeUnknown when a write may have left
     *     without a definite answer
     * @throws dev.stile.api.error.StileException when the gate itself refuses: origin, credential,
     *     policy or audit
     */
    HttpAnswer send(HttpRequest request, CallContext call);
}
