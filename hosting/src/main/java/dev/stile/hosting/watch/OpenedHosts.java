package dev.stile.hosting.watch;

import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.hosting.GitHost;
import dev.stile.core.connection.Connection;
import dev.stile.hosting.turn.KeyedTurns;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * The open hosts, one of each connection as it is stored now. One that was opened for what a
 * connection was before ends with its last use: an end interrupts calls, and a write that was
 * interrupted may have happened. Any thread may call.
 */
final class OpenedHosts implements AutoCloseable {
    private static final int MOST_WAITING = 64;

    private final Function<String, Connection> stored;
    private final Function<Connection, Ready> opening;
    private final KeyedTurns openings = new KeyedTurns(1, MOST_WAITING);
    private final Map<String, Opened> current = new HashMap<>();
    private final Set<Opened> alive = new HashSet<>();
    private long places;
    private boolean closed;

    /**
     * A host that was just opened.
     *
     * @param limit requests that it allows in an hour, where it says so
     */
    record Ready(GitHost host, OptionalLong limit) {}

    private static final class Opened {
        private final Ready ready;
        private final long version;
        private final long place;
        private int uses;

        /**
         * @param place in the order of opening
         */
        Opened(Ready ready, long version, long place) {
            this.ready = ready;
            this.version = version;
            this.place = place;
        }
    }

    /**
     * @param stored a connection as it is stored at that moment
     * @param opening opens its host, which this shuts down
     */
    OpenedHosts(Function<String, Connection> stored, Function<Connection, Ready> opening) {
        this.stored = stored;
        this.opening = opening;
    }

    /** Opened anew when the connection changed; one that opens slowly keeps no other waiting. */
    HostSource.InUse use(String connection) {
        Optional<HostSource.InUse> known = known(stored.apply(connection));
        if (known.isPresent()) {
            return known.get();
        }
        try (KeyedTurns.Turn turn = turn(openings, connection)) {
            // Whoever had the turn before may have seen a later change than we did.
            Connection now = stored.apply(connection);
            return known(now).orElseGet(() -> open(now));
        }
    }

    /** What the host of a connection allows; empty if it did not say, or is not open. */
    synchronized OptionalLong limit(String connection) {
        Opened known = current.get(connection);
        return known == null ? OptionalLong.empty() : known.ready.limit();
    }

    /** A turn, or an error. */
    static KeyedTurns.Turn turn(KeyedTurns turns, String key) {
        return turns.take(key, Holding.soon())
                .orElseThrow(
                        () ->
                                new Unavailable(
                                        "others wait for the same, which takes too long: " + key));
    }

    /** Ends all, used or not, one after another, the last one that was opened first. */
    @Override
    public void close() {
        ending().forEach(each -> each.ready.host().shutdown());
    }

    private synchronized List<Opened> ending() {
        closed = true;
        List<Opened> all =
                alive.stream()
                        .sorted(Comparator.comparingLong((Opened each) -> each.place).reversed())
                        .toList();
        alive.clear();
        current.clear();
        return all;
    }

    private synchronized Optional<HostSource.InUse> known(Connection connection) {
        return Optional.ofNullable(current.get(connection.slug().text()))
                .filter(each -> each.version == connection.version())
                .map(this::used);
    }

    private HostSource.InUse open(Connection connection) {
        Ready ready = opening.apply(connection);
        Optional<Opened> idle;
        HostSource.InUse inUse;
        boolean isLate;
        synchronized (this) {
            Opened now = new Opened(ready, connection.version(), places++);
            inUse = used(now);
            isLate = closed;
            idle = isLate ? Optional.empty() : replace(connection.slug().text(), now);
        }
        if (isLate) {
            // It was opened while all were closed.
            ready.host().shutdown();
        }
        idle.ifPresent(each -> each.ready.host().shutdown());
        return inUse;
    }

    /** The one before, if nobody uses it. */
    private Optional<Opened> replace(String connection, Opened now) {
        Optional<Opened> before = Optional.ofNullable(current.put(connection, now));
        alive.add(now);
        return before.filter(each -> each.uses == 0 && alive.remove(each));
    }

    private HostSource.InUse used(Opened opened) {
        opened.uses++;
        return new HostSource.InUse() {
            @Override
            public GitHost host() {
                return opened.ready.host();
            }

            @Override
            public long version() {
                return opened.version;
            }

            @Override
            public HostSource.InUse again() {
                synchronized (OpenedHosts.this) {
                    return used(opened);
                }
            }

            @Override
            public void close() {
                if (isOver(opened)) {
                    opened.ready.host().shutdown();
                }
            }
        };
    }

    /** Whether that was the last use of one that another has replaced. */
    private synchronized boolean isOver(Opened opened) {
        opened.uses--;
        return opened.uses == 0 && !current.containsValue(opened) && alive.remove(opened);
    }
}
