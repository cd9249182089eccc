package dev.stile.simulator.hosting;

import java.time.Instant;
import java.util.Optional;

/**
 * A pull request's place in a merge queue.
 *
 * @param groupSha the merge that its checks run on, once made
 */
public record QueueEntry(
        long id,
        PullRequest pull,
        Account enqueuer,
        String head,
        Instant enqueuedAt,
        State state,
        Optional<String> groupSha) {
    /** How far it has come. */
    public enum State {
        QUEUED,
        AWAITING_CHECKS,
        MERGEABLE,
        UNMERGEABLE,
        LOCKED
    }

    QueueEntry in(State next, Optional<String> group) {
        return new QueueEntry(id, pull, enqueuer, head, enqueuedAt, next, group);
    }
}
