package dev.stile.simulator.hosting;

import java.time.Instant;
import java.util.Optional;

/**
 * One run of a check on a commit.
 *
 * @param status {@code queued}, {@code in_progress}, {@code completed} and their like
 * @param conclusion the result, when completed: {@code success}, {@code failure} and their like
 */
public record CheckRun(
        long id,
        String sha,
        String name,
        App app,
        String status,
        Optional<String> conclusion,
        Instant startedAt,
        Optional<Instant> completedAt,
        String url) {}
