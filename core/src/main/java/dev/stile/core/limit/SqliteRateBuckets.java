package dev.stile.core.limit;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.Pacing;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.Transaction;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** The buckets in the home's database, and the places beside it. One per home and process. */
public final class SqliteRateBuckets implements RateBuckets {
    /** The bucket of the credential as such: secondary limits and the gap between writes. */
    private static final String CREDENTIAL = "";

    private static final String READ =
            """
            SELECT used, used_at, remaining, window_from, window_to, blocked_from, blocked_to, strikes, wrote_at
            FROM bucket WHERE origin = ? AND identity = ? AND resource = ?
            """;

    private static final String RESOURCES =
            "SELECT resource FROM bucket WHERE origin = ? AND identity = ? AND resource <> ? ORDER BY resource";

    private static final String WRITE =
            """
            INSERT INTO bucket (origin, identity, resource,
                used, used_at, remaining, window_from, window_to, blocked_from, blocked_to, strikes, wrote_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET used = excluded.used, used_at = excluded.used_at,
                remaining = excluded.remaining, window_from = excluded.window_from, window_to = excluded.window_to,
                blocked_from = excluded.blocked_from, blocked_to = excluded.blocked_to, strikes = excluded.strikes,
                wrote_at = excluded.wrote_at
            """;

    private final Database database;
    private final Clock clock;
    private final Places places;

    /**
     * @param database with the schema of the home
     */
    public SqliteRateBuckets(Database database, Home home, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.places = new Places(home.places());
    }

    @Override
    public Reservation reserve(Deadline deadline, BucketKey key, RequestKind kind, Pacing pacing) {
        return database.transaction(
                deadline, transaction -> reserve(transaction, key, kind, pacing));
    }

    @Override
    public Reservation reserve(
            Transaction transaction, BucketKey key, RequestKind kind, Pacing pacing) {
        long now = clock.millis();
        Bucket credential = seen(transaction, key, CREDENTIAL, now);
        if (credential.blocked().holds(now)) {
            return new Reservation.Wait(Duration.ofMillis(credential.blocked().left(now)), true);
        }
        Bucket bucket = seen(transaction, key, key.resource(), now);
        boolean paced = kind == RequestKind.WRITE && pacing.writeGap().isPositive();
        Duration wait = bucket.wait(now, pacing);
        Duration gap = paced ? credential.gap(now, pacing) : Duration.ZERO;
        if (wait.isPositive() || gap.isPositive()) {
            return new Reservation.Wait(wait.compareTo(gap) > 0 ? wait : gap, false);
        }
        if (pacing.requestsPerMinute() > 0 || bucket.window().holds(now)) {
            write(transaction, key, key.resource(), bucket.take(now, pacing));
        }
        if (paced) {
            write(transaction, key, CREDENTIAL, credential.wrote(now));
        }
        return new Reservation.Granted();
    }

    @Override
    public void learn(Deadline deadline, BucketKey key, ServerLimit said) {
        long now = clock.millis();
        switch (said) {
            case ServerLimit.Remaining left ->
                    change(
                            deadline,
                            key,
                            key.resource(),
                            bucket -> bucket.seenAt(now).told(now, left));
            case ServerLimit.Blocked(Duration delay) ->
                    change(
                            deadline,
                            key,
                            key.resource(),
                            bucket -> bucket.seenAt(now).block(now, delay));
            case ServerLimit.SecondaryBlocked(Optional<Duration> delay) ->
                    change(
                            deadline,
                            key,
                            CREDENTIAL,
                            bucket -> bucket.seenAt(now).strike(now, delay));
        }
    }

    /** What is known of a limit now. Counts nothing. */
    public Quota known(Deadline deadline, BucketKey key) {
        return database.read(deadline, transaction -> known(transaction, key));
    }

    /**
     * The same of every limit that the server counts apart for the credential of the key, by its
     * resource. Of the key's own where there is none.
     */
    public Map<BucketKey, Quota> knownApart(Deadline deadline, BucketKey key) {
        return database.read(
                deadline,
                transaction -> {
                    Map<BucketKey, Quota> known = new LinkedHashMap<>();
                    transaction
                            .list(
                                    RESOURCES,
                                    row -> row.text(1),
                                    key.origin(),
                                    key.identity(),
                                    CREDENTIAL)
                            .stream()
                            .map(name -> new BucketKey(key.origin(), key.identity(), name))
                            .forEach(each -> known.put(each, known(transaction, each)));
                    return known.isEmpty() ? Map.of(key, known(transaction, key)) : known;
                });
    }

    private Quota known(Transaction transaction, BucketKey key) {
        long now = clock.millis();
        Bucket bucket = read(transaction, key, key.resource());
        Span credential = read(transaction, key, CREDENTIAL).blocked();
        long blocked = Math.max(bucket.blocked().left(now), credential.left(now));
        boolean said = bucket.window().holds(now);
        return new Quota(
                said ? OptionalLong.of(bucket.remaining()) : OptionalLong.empty(),
                said ? Optional.of(Duration.ofMillis(bucket.window().left(now))) : Optional.empty(),
                Duration.ofMillis(blocked));
    }

    @Override
    public Place takePlace(Deadline deadline, BucketKey key, Pacing pacing) {
        return places.take(deadline, key, Math.max(1, pacing.parallelRequests()));
    }

    /** Looks first without the write lock: most answers say what is known. */
    private void change(
            Deadline deadline, BucketKey key, String resource, UnaryOperator<Bucket> with) {
        Bucket known = database.read(deadline, transaction -> read(transaction, key, resource));
        if (!with.apply(known).equals(known)) {
            database.transaction(
                    deadline,
                    transaction -> {
                        Bucket current = read(transaction, key, resource);
                        write(transaction, key, resource, with.apply(current));
                        return current;
                    });
        }
    }

    /** The bucket as it looks now, and kept as that. */
    private static Bucket seen(Transaction transaction, BucketKey key, String resource, long now) {
        Bucket stored = read(transaction, key, resource);
        if (!stored.isAheadOf(now)) {
            return stored;
        }
        Bucket seen = stored.seenAt(now);
        write(transaction, key, resource, seen);
        return seen;
    }

    private static Bucket read(Transaction transaction, BucketKey key, String resource) {
        return transaction
                .first(READ, row -> Bucket.read(row, 1), key.origin(), key.identity(), resource)
                .orElse(Bucket.NEW);
    }

    private static void write(
            Transaction transaction, BucketKey key, String resource, Bucket bucket) {
        transaction.update(
                WRITE,
                key.origin(),
                key.identity(),
                resource,
                bucket.used(),
                bucket.usedAt(),
                bucket.remaining(),
                bucket.window().from(),
                bucket.window().to(),
                bucket.blocked().from(),
                bucket.blocked().to(),
                bucket.strikes(),
                bucket.wroteAt());
    }
}
