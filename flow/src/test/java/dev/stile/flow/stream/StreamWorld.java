package dev.stile.flow.stream;

import static dev.stile.core.store.TestHome.soon;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.ConnectorLog;
import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.core.audit.AuditFilter;
import dev.stile.core.audit.AuditSearch;
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionOptions;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.connection.ConnectionStore;
import dev.stile.core.inbox.Inbox;
import dev.stile.core.inbox.SqliteInbox;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.core.lease.Holder;
import dev.stile.core.lease.Leases;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.TestHome;
import dev.stile.flow.connection.ConnectionLives;
import dev.stile.flow.connection.ConnectionPositions;
import dev.stile.flow.connection.ConnectionState;
import dev.stile.flow.connection.HealthNews;
import dev.stile.flow.connection.Notice;
import dev.stile.flow.connection.ProbeOutcome;
import dev.stile.flow.lifecycle.LifecycleEvents;
import dev.stile.flow.lifecycle.StoredLifecycle;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A home on a real disk with everything that streams and connections need. */
public final class StreamWorld implements AutoCloseable {
    public static final Subject ADA = new Subject.Person("ada");
    private static final Instant MADE = Instant.parse("2030-01-01T12:00:00Z");

    public final Home home;
    public final Database database;
    public final SqliteAuditLog audit;
    public final Inbox inbox;
    public final Leases leases;
    public final ConnectionStore store;
    public final LifecycleEvents events;
    public final ConnectionLives lives;
    public final ConnectionPositions positions;
    public final List<Notice> notices = new CopyOnWriteArrayList<>();
    public final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    public final List<String> authLost = new CopyOnWriteArrayList<>();
    private final List<Runnable> ends = new CopyOnWriteArrayList<>();
    private final Clock clock;

    public StreamWorld(Path folder) {
        this(folder, Clock.systemUTC());
    }

    public StreamWorld(Path folder, Clock clock) {
        this.clock = clock;
        home = TestHome.in(folder);
        database = TestHome.open(home);
        audit = new SqliteAuditLog(database, home, clock, () -> new Random(7));
        inbox = new SqliteInbox(database, audit, clock);
        leases = new Leases(database, clock, Holder.self());
        store = new ConnectionStore(database, audit);
        events = new StoredLifecycle(inbox, clock);
        lives =
                new ConnectionLives(
                        database, store, inbox, audit, new HealthNews(events, notices::add), clock);
        positions =
                new ConnectionPositions(
                        database,
                        inbox,
                        leases,
                        audit,
                        (connection, position, deadline) -> Optional.empty(),
                        clock);
    }

    /** Goes on once it holds. */
    public static void eventually(BooleanSupplier holds) {
        Deadline deadline = soon();
        while (!holds.getAsBoolean()) {
            if (deadline.isPast()) {
                throw new AssertionError("it never came to hold");
            }
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }

    public Connection connect(String slug) {
        return store.make(
                        new Connection(
                                new ConnectionSlug(slug),
                                "scripted",
                                new TreeMap<>(),
                                new TreeMap<>(),
                                List.of(),
                                Optional.empty(),
                                ConnectionOptions.standard(),
                                "ada",
                                MADE,
                                1),
                        ADA,
                        soon())
                .connection();
    }

    /** A connection that is proven and wanted. */
    public Connection active(String slug) {
        Connection connection = connect(slug);
        lives.probed(connection, new ProbeOutcome.Ok(Optional.empty()), ADA, soon());
        want(slug, "rule:" + slug);
        return connection;
    }

    public void want(String slug, String consumer) {
        database.transaction(
                soon(),
                transaction -> {
                    inbox.register(transaction, consumer, slug);
                    return true;
                });
    }

    public void unwant(String consumer) {
        database.transaction(
                soon(),
                transaction -> {
                    inbox.unregister(transaction, consumer);
                    return true;
                });
    }

    public ConnectionState state(String slug) {
        return lives.find(new ConnectionSlug(slug), soon()).orElseThrow();
    }

    public List<StoredEvent> stored(String slug) {
        return inbox.after(soon(), 0, 100_000).stream()
                .filter(event -> event.connection().equals(slug))
                .toList();
    }

    public List<String> ids(String slug) {
        return stored(slug).stream().map(event -> event.event().id()).toList();
    }

    /** What Stile told of itself, in its order. */
    public List<String> lifecycle() {
        return stored("stile").stream()
                .map(event -> event.event().kind() + " " + event.event().orderKey())
                .toList();
    }

    /** Reasons of the audit rows of a verb, oldest first. */
    public List<String> reasons(String verb) {
        List<String> reasons = new ArrayList<>();
        new AuditSearch(database)
                .newest(AuditFilter.everything().verb(verb), Long.MAX_VALUE, 100, soon())
                .forEach(row -> reasons.addFirst(row.toString()));
        return reasons;
    }

    static Manifest manifest() {
        return Manifest.of("scripted", "1.0.0", "Does what a test says")
                .facets(Set.of(Facet.EVENTS))
                .orderKeys(List.of("/thread/id", "/thread"))
                .build();
    }

    static Sources sources(Map<String, ScriptedSource> bySlug) {
        return new Sources() {
            @Override
            public boolean offers(String connector) {
                return true;
            }

            @Override
            public Opened open(Connection connection) {
                return new Opened(bySlug.get(connection.slug().text()), manifest());
            }
        };
    }

    /** One connection whose source looks at records. */
    static Sources looking(String slug, ScriptedSource source) {
        Sources telling = sources(Map.of(slug, source));
        return new Sources() {
            @Override
            public boolean offers(String connector) {
                return telling.offers(connector);
            }

            @Override
            public Opened open(Connection connection) {
                return new Opened(source, manifest(), true);
            }
        };
    }

    StreamHouse house(Sources sources, StreamTime time, StreamTimes times) {
        ConnectorLog notes = (message, remote) -> log.add(message);
        return new StreamHouse(
                database,
                inbox,
                leases,
                lives,
                positions,
                events,
                sources,
                text -> text.replace("hunter2", "[REDACTED]"),
                authLost::add,
                notes,
                clock,
                time,
                times,
                new Random(7));
    }

    /** The streams of this world, on the machine's clock. */
    Streams streams(Map<String, ScriptedSource> bySlug) {
        return streams(sources(bySlug));
    }

    /** One stream, of which everything is begun. */
    Streams run(String slug, ScriptedSource source) {
        Streams streams = streams(Map.of(slug, source));
        refresh(streams);
        return streams;
    }

    /** What is set aside: reason, event, length and excerpt. */
    List<String> quarantine() {
        return database.read(
                soon(),
                transaction ->
                        transaction.list(
                                "SELECT reason, coalesce(event, '-'), length, excerpt FROM quarantine"
                                        + " ORDER BY id",
                                row ->
                                        row.text(1)
                                                + " "
                                                + row.text(2)
                                                + " "
                                                + row.number(3)
                                                + " "
                                                + new String(
                                                        row.bytes(4), StandardCharsets.UTF_8)));
    }

    Streams streams(Sources sources) {
        return new Streams(house(sources, StreamTime.ofMachine(), StreamTimes.standard()));
    }

    void refresh(Streams streams) {
        streams.refresh(lives.followConsumers(soon()));
    }

    /** What the test started, and the store must outlive. */
    public void beforeClose(Runnable end) {
        ends.add(end);
    }

    @Override
    public void close() {
        ends.forEach(Runnable::run);
        audit.close();
        database.close();
    }
}
