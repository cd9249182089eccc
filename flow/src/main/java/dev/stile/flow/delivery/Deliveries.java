package dev.stile.flow.delivery;

import static dev.stile.flow.delivery.DeliveryRows.COLUMNS;

import dev.stile.api.call.Deadline;
import dev.stile.core.store.Database;
import dev.stile.core.store.Transaction;
import dev.stile.flow.delivery.NewDelivery.Beginning;
import dev.stile.flow.local.FileAppends;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The table of deliveries: what is stored and what is there. Any thread; processes share it. */
public final class Deliveries {
    /** Outcome of a delivery whose rule could not be asked yet. */
    public static final String UNDECIDED = "undecided";

    private static final String INSERT =
            """
            INSERT INTO delivery
                (place, connection, event, rule, rule_version, node, generation, order_key, batch,
                 state, outcome, reason, attempts, crashes, next_at, lease, fence, outbox, intent,
                 started, again, depth, created, updated)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?, 0, ?, NULL, 0, NULL, NULL, 0, 0, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private final Database database;
    private final Backoff backoff;

    /**
     * @param database with the schema of the home
     */
    public Deliveries(Database database, Backoff backoff) {
        this.database = database;
        this.backoff = backoff;
    }

    /**
     * Stores a delivery within somebody else's transaction.
     *
     * @return whether there was none of that event, rule and generation
     */
    public boolean add(Transaction transaction, NewDelivery draft, Instant now) {
        return switch (draft.beginning()) {
            case Beginning.Due(var batching) -> {
                boolean isNew =
                        insert(transaction, draft, DeliveryState.PENDING, "", "", 0, now, now);
                if (isNew && batching.isPresent()) {
                    String id = BatchTable.join(transaction, draft, batching.get(), now);
                    transaction.update(
                            "UPDATE delivery SET batch = ? WHERE id = last_insert_rowid()", id);
                }
                yield isNew;
            }
            case Beginning.Skipped(String reason) ->
                    insert(
                            transaction,
                            draft,
                            DeliveryState.DONE,
                            Outcome.SKIPPED,
                            reason,
                            0,
                            now,
                            now);
            case Beginning.Undecided(String code) ->
                    insert(
                            transaction,
                            draft,
                            DeliveryState.FAILED,
                            UNDECIDED,
                            code,
                            1,
                            now.plus(backoff.after(1, Optional.empty()).orElseThrow()),
                            now);
            case Beginning.Refused(String code) ->
                    insert(transaction, draft, DeliveryState.DEAD, "", code, 0, now, now);
        };
    }

    private static boolean insert(
            Transaction transaction,
            NewDelivery draft,
            DeliveryState state,
            String outcome,
            String reason,
            int attempts,
            Instant next,
            Instant now) {
        return transaction.update(
                        INSERT,
                        draft.event().place(),
                        draft.event().connection(),
                        draft.event().event().id(),
                        draft.rule(),
                        draft.ruleVersion(),
                        NewDelivery.NODE,
                        draft.generation(),
                        draft.event().event().orderKey(),
                        state.wire(),
                        text(outcome),
                        text(reason),
                        attempts,
                        next.toEpochMilli(),
                        draft.depth(),
                        now.toEpochMilli(),
                        now.toEpochMilli())
                == 1;
    }

    private static Optional<String> text(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    public Optional<Delivery> find(Deadline deadline, long id) {
        return database.read(deadline, transaction -> find(transaction, id));
    }

    static Optional<Delivery> find(Transaction transaction, long id) {
        return transaction.first(
                "SELECT" + COLUMNS + "FROM delivery WHERE id = ?", DeliveryRows::read, id);
    }

    /** The deliveries of one event, oldest first. */
    public List<Delivery> ofEvent(Deadline deadline, String connection, String event) {
        return database.read(
                deadline,
                transaction ->
                        transaction.list(
                                "SELECT"
                                        + COLUMNS
                                        + "FROM delivery WHERE connection = ? AND event = ? ORDER BY id",
                                DeliveryRows::read,
                                connection,
                                event));
    }

    /**
     * A page of deliveries, newest first.
     *
     * @param before only those with a smaller id; {@link Long#MAX_VALUE} for the first page
     */
    public List<Delivery> list(Deadline deadline, DeliveryFilter filter, long before, int limit) {
        return database.read(
                deadline,
                transaction ->
                        transaction.list(
                                "SELECT"
                                        + COLUMNS
                                        + "FROM delivery WHERE id < ? AND (?2 IS NULL OR rule = ?2)"
                                        + " AND (?3 IS NULL OR state = ?3) ORDER BY id DESC LIMIT ?4",
                                DeliveryRows::read,
                                before,
                                filter.rule(),
                                filter.state().map(DeliveryState::wire),
                                limit));
    }

    /** How many deliveries of a rule are in which state; done ones by outcome. */
    public Map<String, Long> counts(Deadline deadline, String rule) {
        Map<String, Long> counts = new TreeMap<>();
        database.read(
                deadline,
                transaction -> {
                    transaction.each(
                            """
                            SELECT state, coalesce(outcome, ''), count(*) FROM delivery
                            WHERE rule = ? GROUP BY 1, 2
                            """,
                            row ->
                                    counts.merge(
                                            row.text(1).equals("done") ? row.text(2) : row.text(1),
                                            row.number(3),
                                            Long::sum),
                            rule);
                    return true;
                });
        return counts;
    }

    /** The newest generation of an event for a rule. */
    static Optional<Delivery> newest(
            Transaction transaction, String connection, String event, String rule) {
        return transaction.first(
                "SELECT"
                        + COLUMNS
                        + "FROM delivery WHERE connection = ? AND event = ? AND rule = ?"
                        + " ORDER BY generation DESC LIMIT 1",
                DeliveryRows::read,
                connection,
                event,
                rule);
    }

    /** How many deliveries of a rule came to be since then, without those that were skipped. */
    public long madeSince(Transaction transaction, String rule, Instant since) {
        return transaction
                .first(
                        """
                        SELECT count(*) FROM delivery
                        WHERE rule = ? AND created > ? AND outcome IS NOT 'skipped'
                        """,
                        row -> row.number(1),
                        rule,
                        since.toEpochMilli())
                .orElse(0L);
    }

    /** The delivery that proposed an outbox entry has depth; empty if no delivery did. */
    public OptionalLong depthOfEntry(Deadline deadline, long outbox) {
        return database.read(
                deadline,
                transaction ->
                        transaction
                                .first(
                                        "SELECT max(depth) FROM delivery WHERE outbox = ?",
                                        row -> row.optionalNumber(1),
                                        outbox)
                                .orElse(OptionalLong.empty()));
    }

    /**
     * What an outbox entry is for.
     *
     * @param count of deliveries, each of one event: one, or those of a batch
     * @param first of them, in the order of the inbox
     */
    public record OfEntry(long count, List<Delivery> first) {
        public OfEntry {
            first = List.copyOf(first);
        }
    }

    /**
     * The deliveries that wait, or waited, for an outbox entry; none where no rule proposed it.
     *
     * @param limit most to name
     */
    public OfEntry ofEntry(Deadline deadline, long outbox, int limit) {
        return database.read(
                deadline,
                transaction ->
                        new OfEntry(
                                transaction
                                        .first(
                                                "SELECT count(*) FROM delivery WHERE outbox = ?",
                                                row -> row.number(1),
                                                outbox)
                                        .orElse(0L),
                                transaction.list(
                                        "SELECT"
                                                + COLUMNS
                                                + "FROM delivery WHERE outbox = ?"
                                                + " ORDER BY place, id LIMIT ?",
                                        DeliveryRows::read,
                                        outbox,
                                        limit)));
    }

    /** Removes what is left of an event that is cleared away. */
    public static void forget(Transaction transaction, String connection, String event) {
        transaction
                .list(
                        "SELECT" + COLUMNS + "FROM delivery WHERE connection = ? AND event = ?",
                        DeliveryRows::read,
                        connection,
                        event)
                .forEach(delivery -> FileAppends.forget(transaction, DeliveryKeys.of(delivery)));
        transaction.update(
                "DELETE FROM delivery WHERE connection = ? AND event = ?", connection, event);
    }

    /** An outbox entry moved: its deliveries look at it at the next turn. May be repeated. */
    public void entryMoved(Transaction transaction, long outbox) {
        transaction.update(
                """
                UPDATE delivery SET next_at = 0
                WHERE outbox = ? AND state = 'pending'
                """,
                outbox);
    }
}
