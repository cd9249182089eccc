package dev.stile.hosting.people;

import dev.stile.api.hosting.HostId;

import java.util.Optional;

/**
 * One account of a person.
 *
 * @param channel the handle space, as the connector names it
 * @param host where the account is; an account without one is of no code host
 * @param handle what it is called there
 * @param id the host's immutable id of it
 */
public record Contact(
        String channel, Optional<HostId> host, Optional<String> handle, Optional<String> id) {
    public Contact {
        if (handle.isEmpty() && id.isEmpty()) {
            throw new IllegalArgumentException("a contact has a handle or an id");
        }
    }
}
