package dev.stile.hosting.people;

import dev.stile.api.hosting.HostId;

/**
 * A handle that was used once by an account, and from then on means that account alone.
 *
 * @param channel the handle space
 * @param handle in lower-case ASCII letters
 * @param id the host's immutable id of the account
 */
public record Pin(String channel, HostId host, String handle, String id) {}
