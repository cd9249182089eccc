package dev.stile.simulator.hosting.repo;

import java.time.Instant;
import java.util.List;

/** What a commit says of itself. */
public record CommitInfo(
        String sha,
        String tree,
        List<String> parents,
        String authorName,
        String authorEmail,
        Instant authoredAt,
        Instant committedAt,
        String message) {}
