package dev.stile.core.limit;

import dev.stile.api.http.HttpRequest;

/**
 * What a limit is counted for.
 *
 * @param origin scheme, host and port
 * @param identity whose credential: stable while tokens are renewed, and never the credential
 *     itself
 * @param resource which of the server's limits, as the connector names it; {@code requests} where
 *     there is only one
 */
public record BucketKey(String origin, String identity, String resource) {
    /** The resource of a server that has no other. */
    public static final String REQUESTS = HttpRequest.REQUESTS;
}
