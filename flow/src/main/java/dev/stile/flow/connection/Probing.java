package dev.stile.flow.connection;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.ConnectorLog;
import dev.stile.api.error.StileException;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.policy.Subject;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Probes every connection at its time: when it is made or changed, at the start, every quarter of
 * an hour, and when somebody asks. Each probe has a thread of its own, so that one that hangs
 * delays no other. Any thread may call.
 */
public final class Probing {
    private static final Duration STORE = Duration.ofSeconds(20);

    private final ConnectionLives lives;
    private final ProbePort port;
    private final Duration longest;
    private final ConnectorLog log;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final Map<String, Turn> turns = new HashMap<>();
    private final Map<String, Thread> threads = new HashMap<>();

    /**
     * When a connection is probed next.
     *
     * @param version of the connection that the last probe was of
     */
    private record Turn(long version, long dueNanos, boolean running) {}

    /**
     * @param longest one probe
     * @param nanoTime the monotonic clock
     * @param random may be used by several threads
     */
    public Probing(
            ConnectionLives lives,
            ProbePort port,
            Duration longest,
            ConnectorLog log,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this.lives = lives;
        this.port = port;
        this.longest = longest;
        this.log = log;
        this.nanoTime = nanoTime;
        this.random = random;
    }

    /** Starts whatever probe is due. Returns at once; the daemon calls it every second. */
    public void refresh(List<Standing> standings) {
        Set<String> present = new HashSet<>();
        for (Standing standing : standings) {
            Lifecycle lifecycle = standing.life().lifecycle();
            if (lifecycle != Lifecycle.DISABLED && lifecycle != Lifecycle.DELETING) {
                present.add(standing.connection().slug().text());
                startIfDue(standing);
            }
        }
        synchronized (turns) {
            turns.keySet().retainAll(present);
            threads.values().removeIf(thread -> !thread.isAlive());
        }
    }

    /**
     * Waits until what was started has ended, since it writes to the store. Called after the last
     * {@link #refresh}.
     */
    public void awaitEnd(Duration most) throws InterruptedException {
        Deadline end = Deadline.after(most);
        List<Thread> last;
        synchronized (turns) {
            last = List.copyOf(threads.values());
        }
        for (Thread thread : last) {
            thread.join(end.left());
        }
    }

    /** The next {@link #refresh} probes it: an action of it met an error of authentication. */
    public void soon(String slug) {
        synchronized (turns) {
            turns.computeIfPresent(
                    slug,
                    (name, turn) -> new Turn(turn.version(), nanoTime.getAsLong(), turn.running()));
        }
    }

    /**
     * Probes now and waits for the answer.
     *
     * @return what the probe said; it is stored
     */
    public ProbeOutcome probe(Connection connection, Subject subject, Deadline deadline) {
        lives.probing(connection, subject, deadline);
        ProbeOutcome outcome = port.probe(connection, deadline.orSooner(longest));
        lives.probed(connection, outcome, subject, Deadline.after(STORE));
        return outcome;
    }

    /**
     * Goes on only with a connection that is ready; one that was never probed is probed first.
     *
     * @throws dev.stile.core.error.Failure CONNECTION_NOT_READY
     */
    public ConnectionLife requireReady(Connection connection, Subject subject, Deadline deadline) {
        ConnectionSlug slug = connection.slug();
        boolean neverProbed =
                lives.find(slug, deadline)
                        .map(ConnectionState::life)
                        .filter(life -> life.lifecycle() == Lifecycle.CREATED)
                        .filter(life -> life.health() == Health.UNKNOWN)
                        .isPresent();
        if (neverProbed) {
            probe(connection, subject, deadline);
        }
        return lives.requireReady(slug, deadline);
    }

    private void startIfDue(Standing standing) {
        Connection connection = standing.connection();
        String slug = connection.slug().text();
        synchronized (turns) {
            Optional<Turn> turn = Optional.ofNullable(turns.get(slug));
            boolean settled =
                    turn.filter(last -> last.version() == connection.version())
                            .filter(last -> last.dueNanos() - nanoTime.getAsLong() > 0)
                            .isPresent();
            if (settled || turn.filter(Turn::running).isPresent()) {
                return;
            }
            turns.put(slug, new Turn(connection.version(), 0, true));
            threads.put(
                    slug, Thread.ofVirtual().name("probe-" + slug).start(() -> run(connection)));
        }
    }

    private void run(Connection connection) {
        String slug = connection.slug().text();
        long began = nanoTime.getAsLong();
        int failures = 1;
        try {
            ProbeOutcome outcome =
                    probe(connection, new Subject.Daemon(), Deadline.after(longest.plus(STORE)));
            failures = outcome instanceof ProbeOutcome.ProbeFailed ? failures(connection) : 0;
        } catch (StileException failure) {
            log.note("the probe of " + slug + " could not be done: " + failure.code(), List.of());
        } finally {
            long due = began + ProbeSchedule.next(failures, random).toNanos();
            synchronized (turns) {
                turns.put(slug, new Turn(connection.version(), due, false));
            }
        }
    }

    private int failures(Connection connection) {
        return lives.find(connection.slug(), Deadline.after(STORE))
                .map(state -> Math.max(1, state.life().probeFailures()))
                .orElse(1);
    }
}
