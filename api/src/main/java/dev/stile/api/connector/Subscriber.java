package dev.stile.api.connector;

import java.util.Optional;

/**
 * Events come from a subscriber manifest.
 *
 * @param manifest its id
 * @param stateRoot a folder below the state folder of each connection, in which the manifest's own
 *     one is
 * @param displayName for people
 */
public record Subscriber(
        String manifest, Optional<String> stateRoot, Optional<String> displayName) {}
