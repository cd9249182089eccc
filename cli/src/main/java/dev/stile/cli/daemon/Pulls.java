package dev.stile.cli.daemon;

import dev.stile.api.call.Deadline;
import dev.stile.api.taint.Tainted;
import dev.stile.cli.flow.FlowHouse;
import dev.stile.cli.hosts.HostWatching;
import dev.stile.flow.connection.ConnectionLife;
import dev.stile.flow.connection.Health;
import dev.stile.hosting.watch.WatchStanding;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Looks at watched pull requests, when they are due or when a command changed something. Nothing is
 * opened until there is a watch. Each connection is looked at by a thread of its own, so that what
 * fails or hangs for one delays no other. For one caller.
 */
final class Pulls implements AutoCloseable {
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);
    private static final Duration TURN = Duration.ofSeconds(30);

    private final HostWatching watching;
    private final Clock clock;
    private final BooleanSupplier stopped;
    private final Consumer<RuntimeException> failed;
    private final Map<String, Looked> looked = new ConcurrentHashMap<>();
    private final Map<String, Thread> looking = new HashMap<>();

    /**
     * @param before how the watches stood before the last look: what changed since, by that look or
     *     by a command, is a reason for another
     * @param again when there is something to do in any case
     */
    private record Looked(WatchStanding before, Instant again) {}

    /**
     * @param stopped whether no further connection is begun
     * @param failed is told of each connection that could not be looked at
     */
    Pulls(FlowHouse flow, BooleanSupplier stopped, Consumer<RuntimeException> failed) {
        this.watching =
                HostWatching.ofDaemon(
                        flow.house(),
                        connection ->
                                flow.lives()
                                        .find(connection.slug(), turn())
                                        .filter(state -> isOn(state.life()))
                                        .isPresent());
        this.clock = flow.house().around().clock();
        this.stopped = stopped;
        this.failed = failed;
    }

    /** Something came about one of them: it is looked at sooner. Any thread may call. */
    void hint(String connection, Optional<Tainted<String>> about) {
        about.ifPresent(address -> watching.hint(connection, address));
    }

    /** Begins to look at whatever there is a reason to look at. */
    void look() {
        List<WatchStanding> standings = watching.watches().standings();
        looked.keySet().retainAll(standings.stream().map(WatchStanding::connection).toList());
        for (WatchStanding standing : standings) {
            if (stopped.getAsBoolean()) {
                return;
            }
            if (!isLooking(standing.connection()) && isReason(standing)) {
                looking.put(
                        standing.connection(),
                        Thread.ofPlatform()
                                .name("stile-watch-" + standing.connection())
                                .start(() -> look(standing)));
            }
        }
    }

    /** One that is down is probed until it answers; a command of a person uses it all the same. */
    private static boolean isOn(ConnectionLife life) {
        return switch (life.lifecycle()) {
            case DISABLED, DELETING -> false;
            case CREATED, AUTHENTICATING, AUTHENTICATED, ACTIVE ->
                    life.health() != Health.PROBE_FAILED;
        };
    }

    private static Deadline turn() {
        return Deadline.after(TURN);
    }

    private boolean isLooking(String connection) {
        Thread thread = looking.get(connection);
        return thread != null && thread.isAlive();
    }

    private boolean isReason(WatchStanding standing) {
        Looked last = looked.get(standing.connection());
        return last == null
                || !last.before().equals(standing)
                || !clock.instant().isBefore(last.again())
                || watching.watcher().isHinted(standing.connection());
    }

    private void look(WatchStanding standing) {
        Instant again = clock.instant().plus(AFTER_FAILURE);
        try {
            again = watching.watcher().turn(standing.connection());
        } catch (RuntimeException error) {
            failed.accept(error);
        } finally {
            looked.put(standing.connection(), new Looked(standing, again));
        }
    }

    /** Waits until what is in hand is done. Called after the last look was begun. */
    void awaitEnd(Duration most) throws InterruptedException {
        Deadline end = Deadline.after(most);
        watching.watcher().end(end.left());
        for (Thread thread : looking.values()) {
            thread.join(end.left());
        }
    }

    @Override
    public void close() {
        watching.close();
    }
}
