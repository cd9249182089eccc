package dev.stile.api.http;

/** What a request may do to the world, which decides whether it may be sent again. */
public enum Effect {
    /** Changes nothing; may be repeated. */
    READ,
    /**
     * Changes something, and repeating it changes nothing more: the vendor honours its idempotency
     * key.
     */
    KEYED_WRITE,
    /** Changes something; never repeated once it may have reached the server. */
    WRITE
}
