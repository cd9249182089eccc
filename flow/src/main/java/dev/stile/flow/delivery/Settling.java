package dev.stile.flow.delivery;

import static dev.stile.flow.delivery.DeliveryRows.COLUMNS;

import dev.stile.api.call.Deadline;
import dev.stile.core.crash.CrashPoint;
import dev.stile.core.error.Code;
import dev.stile.core.store.Database;
import dev.stile.core.store.Transaction;
import dev.stile.flow.outbox.Outbox;
import dev.stile.flow.outbox.Proposed;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deliveries that wait follow their outbox entries (FL-65). */
final class Settling {
    private static final int MOST_ENTRIES = 200;
    private static final Duration OFTEN = Duration.ofSeconds(1);
    private static final Duration SELDOM = Duration.ofMinutes(1);

    /** The index is named: else all that ever went through the outbox would be read. */
    static final String DUE =
            """
            SELECT DISTINCT outbox FROM delivery INDEXED BY delivery_waiting
            WHERE state = 'pending' AND outbox IS NOT NULL AND next_at <= ? LIMIT ?
            """;

    private final Database database;
    private final Outbox outbox;
    private final Endings endings;

    Settling(Database database, Outbox outbox, Endings endings) {
        this.database = database;
        this.outbox = outbox;
        this.endings = endings;
    }

    /** Looks at entries whose time has come; the longer one waits, the more seldom. */
    int settle(Deadline deadline, Instant now) {
        List<Long> due =
                database.read(
                        deadline,
                        transaction ->
                                transaction.list(
                                        DUE,
                                        row -> row.number(1),
                                        now.toEpochMilli(),
                                        MOST_ENTRIES));
        if (due.isEmpty()) {
            return 0;
        }
        Map<Long, Optional<Proposed>> entries = new LinkedHashMap<>();
        due.forEach(id -> entries.put(id, outbox.find(deadline, id)));
        CrashPoint.DELIVERY_SETTLE_BEFORE.reach();
        int moved =
                database.transaction(
                        deadline,
                        transaction ->
                                entries.entrySet().stream()
                                        .mapToInt(
                                                entry ->
                                                        follow(
                                                                transaction,
                                                                entry.getKey(),
                                                                entry.getValue(),
                                                                now))
                                        .sum());
        CrashPoint.DELIVERY_SETTLE_AFTER.reach();
        return moved;
    }

    private int follow(Transaction transaction, long id, Optional<Proposed> entry, Instant now) {
        List<Delivery> waiting =
                transaction.list(
                        "SELECT" + COLUMNS + "FROM delivery WHERE outbox = ? AND state = 'pending'",
                        DeliveryRows::read,
                        id);
        Optional<Outcome> outcome = entry.flatMap(Settling::outcome);
        for (Delivery delivery : waiting) {
            if (outcome.isEmpty()) {
                transaction.update(
                        "UPDATE delivery SET next_at = ? WHERE id = ?",
                        now.plus(pause(delivery, now)).toEpochMilli(),
                        delivery.id());
            } else if (outcome.get() instanceof Outcome.Dead(String code)) {
                endings.bury(transaction, delivery, code, now);
            } else {
                Endings.move(
                        transaction,
                        delivery,
                        DeliveryState.DONE,
                        Outcome.SENT,
                        Optional.empty(),
                        now,
                        now);
            }
        }
        return outcome.isPresent() ? waiting.size() : 0;
    }

    private static Duration pause(Delivery delivery, Instant now) {
        Duration tenth = Duration.between(delivery.updated(), now).dividedBy(10);
        return tenth.compareTo(OFTEN) < 0 ? OFTEN : tenth.compareTo(SELDOM) > 0 ? SELDOM : tenth;
    }

    /** Unknown is a value: it is neither done nor dead. */
    private static Optional<Outcome> outcome(Proposed entry) {
        Outcome dead = new Outcome.Dead(Code.ENTRY_CALLED_OFF.slug());
        return switch (entry.state()) {
            case DONE -> Optional.of(new Outcome.Done(Outcome.SENT, Optional.empty()));
            case CANCELLED, DROPPED -> Optional.of(dead);
            case FAILED -> entry.isFinallyFailed() ? Optional.of(dead) : Optional.empty();
            case PROPOSED, APPROVED, PLANNED, SENDING, UNKNOWN -> Optional.empty();
        };
    }
}
