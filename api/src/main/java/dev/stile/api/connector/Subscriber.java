package dev.stile.api.connector;

import java.util.Optional;

/**
 * Events come from a subscriber manifest.
 *
 * @param manifest its id
 * @param displayName for people
 */
public record Subscriber(String manifest, Optional<String> displayName) {}
