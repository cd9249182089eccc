package dev.stile.simulator.hosting;

import java.time.Instant;

/**
 * A status that an account set on a commit.
 *
 * @param state {@code success}, {@code failure}, {@code error} or {@code pending}
 */
public record CommitStatus(
        long id,
        String sha,
        String context,
        String state,
        String description,
        String url,
        Account creator,
        Instant at) {}
