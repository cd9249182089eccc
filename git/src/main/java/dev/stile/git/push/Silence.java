package dev.stile.git.push;

import dev.stile.api.error.ConnectorException;
import dev.stile.git.sync.Tracker;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a tracker answered to one of many questions and would answer to all. Any thread may call.
 */
final class Silence {
    private final AtomicReference<Optional<ConnectorException>> first =
            new AtomicReference<>(Optional.empty());

    /** Notes an answer, if it is one of those. */
    void hear(ConnectorException answer) {
        if (Tracker.meetsEveryCall(answer)) {
            first.set(Optional.of(answer));
        }
    }

    Optional<ConnectorException> heard() {
        return first.get();
    }
}
