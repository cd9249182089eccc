package dev.stile.core.change;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.event.SourceHealth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How one look at each of the projects went. For one thread. */
final class Round {
    private final List<SourceHealth> troubles = new ArrayList<>();
    private Optional<ConnectorException> failure = Optional.empty();
    private boolean anyLooked;

    /**
     * A project was looked at.
     *
     * @param trouble what is wrong with it
     */
    void looked(Optional<SourceHealth> trouble) {
        anyLooked = true;
        trouble.ifPresent(troubles::add);
    }

    /** The server did not answer for a project: that may be its fault alone. */
    void failed(ConnectorException why) {
        failure = failure.or(() -> Optional.of(why));
        troubles.add(degraded(why.code(), false));
    }

    /**
     * Of all projects: what was not shown counts more than what is odd.
     *
     * @throws ConnectorException if the server answered for none
     */
    SourceHealth health() {
        if (failure.isPresent() && !anyLooked) {
            throw failure.get();
        }
        return troubles.stream()
                .min(Comparator.comparing(SourceHealth::caughtUp))
                .orElseGet(SourceHealth::upToDate);
    }

    static SourceHealth degraded(String reason, boolean caughtUp) {
        return new SourceHealth(
                SourceHealth.Status.DEGRADED, Optional.of(reason), Optional.empty(), caughtUp);
    }
}
