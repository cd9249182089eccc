package dev.stile.hosting.watch;

import dev.stile.api.hosting.PrRef;

import java.time.Instant;

/**
 * Nothing is merged in a repository by the daemon until a person has looked at what landed there.
 * Immutable.
 *
 * @param pr what raised it; of one that an older version raised, any of the repository
 * @param why in our words
 */
public record Alarm(PrRef pr, String why, Instant at) {}
