package dev.stile.core.limit;

/**
 * What a limit is counted for.
 *
 * @param origin scheme, host and port
 * @param identity whose credential: stable while tokens are renewed, and never the credential
 *     itself
 * @param resource what the server limits, as its answers name it; {@code requests} where they name
 *     nothing
 */
public record BucketKey(String origin, String identity, String resource) {
    /** The resource of a server that does not name one. */
    public static final String REQUESTS = "requests";
}
