package dev.stile.flow.connection;

import dev.stile.core.connection.Connection;
import dev.stile.core.inbox.Consumer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A connection as listings show it.
 *
 * @param connection as it is stored
 * @param life where it stands
 * @param streams how each of its streams is
 * @param consumers who wants its events
 * @param quarantined how many frames are set aside
 * @param secretMark whether secrets stood in what it told
 */
public record ConnectionState(
        Connection connection,
        ConnectionLife life,
        List<StreamReport> streams,
        List<Consumer> consumers,
        long quarantined,
        Optional<SecretMark> secretMark) {
    public ConnectionState {
        streams = List.copyOf(streams);
        consumers = List.copyOf(consumers);
    }

    /**
     * The same while it cannot be opened at all.
     *
     * @param reason the code of why
     */
    public ConnectionState offline(String reason) {
        return new ConnectionState(
                connection,
                life.with(
                        Health.OFFLINE,
                        Optional.of(reason),
                        life.probeFailures(),
                        life.healthSince()),
                streams,
                consumers,
                quarantined,
                secretMark);
    }

    /** The worst of the account and its streams. */
    public Health health() {
        return worst(life.health(), streams);
    }

    /** The word for people: {@code degraded} for an active connection that is not well. */
    public String word() {
        boolean degraded = life.lifecycle() == Lifecycle.ACTIVE && health() != Health.OK;
        return degraded ? "degraded" : life.lifecycle().wire();
    }

    public Optional<Instant> lastFrame() {
        return streams.stream().flatMap(each -> each.lastFrame().stream()).max(Instant::compareTo);
    }

    public Optional<Instant> lastEvent() {
        return streams.stream().flatMap(each -> each.lastEvent().stream()).max(Instant::compareTo);
    }

    /** Whether every stream told everything. */
    public boolean caughtUp() {
        return !streams.isEmpty() && streams.stream().allMatch(StreamReport::caughtUp);
    }

    public long restarts() {
        return streams.stream().mapToLong(StreamReport::restarts).sum();
    }

    public int inFlight() {
        return streams.stream().mapToInt(StreamReport::inFlight).sum();
    }

    /** What needs a person now, with what to type; empty while nothing does (FL-51). */
    public Optional<Notice> notice() {
        return Optional.of(health())
                .filter(Health::needsPerson)
                .map(health -> Notice.of(life.slug(), health, life.reason().orElse(health.wire())));
    }

    static Health worst(Health own, List<StreamReport> streams) {
        return streams.stream().map(StreamReport::health).reduce(own, Health::or);
    }
}
