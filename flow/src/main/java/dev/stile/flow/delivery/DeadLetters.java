package dev.stile.flow.delivery;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Deed;
import dev.stile.core.policy.DefaultPolicy;
import dev.stile.core.policy.Subject;
import dev.stile.core.policy.Way;
import dev.stile.core.store.Database;
import dev.stile.core.store.Transaction;
import dev.stile.flow.outbox.Outbox;
import dev.stile.flow.outbox.Proposed;
import dev.stile.flow.rule.Rule;
import dev.stile.flow.rule.RuleBook;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What people do with deliveries that were given up (FL-69). Any thread; processes share it. */
public final class DeadLetters {
    private final Database database;
    private final AuditLog audit;
    private final RuleBook rules;
    private final Outbox outbox;
    private final Clock clock;

    /**
     * @param database with the schema of the home
     */
    public DeadLetters(
            Database database, AuditLog audit, RuleBook rules, Outbox outbox, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.rules = rules;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Begins a dead or failed delivery anew, now, by the rule as it is now, under its own key. All
     * of a batch begin together.
     *
     * @throws Failure NO_SUCH_DELIVERY, DELIVERY_NOT_MOVABLE, RULE_GONE; DELIVERY_MAY_HAVE_HAPPENED
     *     if its entry was called off while nobody knew whether it had happened. Nothing changed
     */
    public Delivery retry(Deadline deadline, Subject subject, long id) {
        return retry(deadline, subject, id, Optional.empty());
    }

    /**
     * The same, also for one that may have happened.
     *
     * @param duplicate why it may happen twice, in a person's words; empty if it must not
     */
    public Delivery retry(Deadline deadline, Subject subject, long id, Optional<String> duplicate) {
        DefaultPolicy.require(subject, Deed.CONFIGURE, Way.COMMAND);
        Delivery asked = find(deadline, id);
        Rule current = current(asked.rule());
        return database.transaction(
                deadline,
                transaction -> {
                    Delivery delivery = Deliveries.find(transaction, id).orElseThrow();
                    requireState(delivery, DeliveryState.DEAD, DeliveryState.FAILED);
                    Instant now = clock.instant();
                    List<Delivery> members = together(transaction, delivery);
                    requireCertain(transaction, subject, members, duplicate);
                    for (Delivery member : members) {
                        beginAnew(transaction, member, current.version(), now);
                    }
                    delivery.batch()
                            .ifPresent(
                                    batch -> {
                                        Delivery member =
                                                Deliveries.find(transaction, id).orElseThrow();
                                        BatchTable.revive(transaction, member, batch, now);
                                    });
                    append(
                            transaction,
                            subject,
                            delivery,
                            AuditVerb.DELIVERY_RETRY,
                            duplicate.orElse(""));
                    return Deliveries.find(transaction, id).orElseThrow();
                });
    }

    /**
     * Replays a delivery: under its own key like {@link #retry}, or as a new generation with a new
     * key, which may have the effect once more.
     *
     * @throws Failure as {@link #retry}; DELIVERY_NOT_MOVABLE too for a done one without a new key
     */
    public Delivery replay(Deadline deadline, Subject subject, long id, boolean isNewKey) {
        if (!isNewKey) {
            return retry(deadline, subject, id);
        }
        DefaultPolicy.require(subject, Deed.CONFIGURE, Way.COMMAND);
        Delivery asked = find(deadline, id);
        Rule current = current(asked.rule());
        return database.transaction(
                deadline,
                transaction -> {
                    Delivery delivery = Deliveries.find(transaction, id).orElseThrow();
                    requireState(delivery, DeliveryState.DEAD, DeliveryState.DONE);
                    long made =
                            Generations.next(
                                    transaction, delivery, current.version(), clock.instant());
                    append(
                            transaction,
                            subject,
                            delivery,
                            AuditVerb.DELIVERY_REPLAY,
                            "new key: delivery " + made);
                    return Deliveries.find(transaction, made).orElseThrow();
                });
    }

    /**
     * Drops a delivery that does not run: it is done, and nothing happens for it. What waits in the
     * outbox for it is called off, and with it goes what waits for the same entry. One that may
     * have happened says so as its reason, so that its event is not done again unasked.
     *
     * @param reason a person's words
     * @throws Failure NO_SUCH_DELIVERY, DELIVERY_NOT_MOVABLE; DELIVERY_MAY_HAVE_HAPPENED if its
     *     entry is being sent or its outcome is unknown
     */
    public Delivery drop(Deadline deadline, Subject subject, long id, String reason) {
        DefaultPolicy.require(subject, Deed.CONFIGURE, Way.COMMAND);
        find(deadline, id);
        if (reason.isBlank()) {
            throw Failure.of(Code.USAGE)
                    .headline("dropping a delivery needs a reason")
                    .argument("verb", "delivery", "drop")
                    .build();
        }
        return database.transaction(
                deadline,
                transaction -> {
                    Delivery delivery = Deliveries.find(transaction, id).orElseThrow();
                    requireState(
                            delivery,
                            DeliveryState.DEAD,
                            DeliveryState.FAILED,
                            DeliveryState.PENDING);
                    Instant now = clock.instant();
                    boolean isInDoubt =
                            entry(transaction, delivery)
                                    .filter(Proposed::mayHaveHappened)
                                    .isPresent();
                    delivery.outbox()
                            .ifPresent(
                                    entry -> outbox.callOff(transaction, subject, entry, reason));
                    for (Delivery each : ofTheSameEntry(transaction, delivery)) {
                        Endings.move(
                                transaction,
                                each,
                                DeliveryState.DONE,
                                Outcome.DROPPED,
                                Optional.of(
                                        isInDoubt || each.mayHaveHappened()
                                                ? Code.DELIVERY_MAY_HAVE_HAPPENED.slug()
                                                : "person"),
                                now,
                                now);
                    }
                    append(transaction, subject, delivery, AuditVerb.DELIVERY_DROP, reason);
                    return Deliveries.find(transaction, id).orElseThrow();
                });
    }

    private Optional<Proposed> entry(Transaction transaction, Delivery delivery) {
        return delivery.outbox().isPresent()
                ? outbox.find(transaction, delivery.outbox().getAsLong())
                : Optional.empty();
    }

    private void requireCertain(
            Transaction transaction,
            Subject subject,
            List<Delivery> members,
            Optional<String> duplicate) {
        Set<Long> inDoubt =
                members.stream()
                        .flatMap(member -> entry(transaction, member).stream())
                        .filter(Proposed::isInDoubt)
                        .map(Proposed::id)
                        .collect(Collectors.toCollection(TreeSet::new));
        for (long entry : inDoubt) {
            String words =
                    duplicate.orElseThrow(
                            () ->
                                    Failure.of(Code.DELIVERY_MAY_HAVE_HAPPENED)
                                            .headline(
                                                    "ob-"
                                                            + entry
                                                            + " may have happened before it was called off")
                                            .argument(
                                                    "delivery",
                                                    Long.toString(members.getFirst().id()))
                                            .fact("outbox", "ob-" + entry)
                                            .build());
            outbox.acceptDuplicate(transaction, subject, entry, words);
        }
    }

    private static List<Delivery> ofTheSameEntry(Transaction transaction, Delivery delivery) {
        if (delivery.outbox().isEmpty()) {
            return List.of(delivery);
        }
        return transaction.list(
                "SELECT"
                        + DeliveryRows.COLUMNS
                        + "FROM delivery WHERE outbox = ? AND state IN ('pending', 'dead', 'failed')",
                DeliveryRows::read,
                delivery.outbox().getAsLong());
    }

    private static List<Delivery> together(Transaction transaction, Delivery delivery) {
        if (delivery.batch().isEmpty()) {
            return List.of(delivery);
        }
        return transaction.list(
                "SELECT"
                        + DeliveryRows.COLUMNS
                        + "FROM delivery WHERE batch = ? AND state IN ('dead', 'failed')",
                DeliveryRows::read,
                delivery.batch());
    }

    private static void beginAnew(
            Transaction transaction, Delivery delivery, long version, Instant now) {
        Endings.move(
                transaction,
                delivery,
                DeliveryState.PENDING,
                delivery.outcome().orElse(""),
                Optional.empty(),
                now,
                now);
        transaction.update(
                """
                UPDATE delivery SET rule_version = ?, attempts = 0, crashes = 0, outbox = NULL,
                    again = 1 WHERE id = ?
                """,
                version,
                delivery.id());
    }

    private Delivery find(Deadline deadline, long id) {
        return database.read(deadline, transaction -> Deliveries.find(transaction, id))
                .orElseThrow(
                        () ->
                                Failure.of(Code.NO_SUCH_DELIVERY)
                                        .headline("there is no delivery " + id)
                                        .build());
    }

    private Rule current(String slug) {
        return rules.current(slug)
                .orElseThrow(
                        () ->
                                Failure.of(Code.RULE_GONE)
                                        .headline("the rule " + slug + " is gone")
                                        .build());
    }

    private static void requireState(Delivery delivery, DeliveryState... allowed) {
        if (!List.of(allowed).contains(delivery.state())) {
            throw Failure.of(Code.DELIVERY_NOT_MOVABLE)
                    .headline("delivery " + delivery.id() + " is " + delivery.state().wire())
                    .argument("delivery", Long.toString(delivery.id()))
                    .fact("state", delivery.state().wire())
                    .build();
        }
    }

    private void append(
            Transaction transaction,
            Subject subject,
            Delivery delivery,
            AuditVerb verb,
            String reason) {
        AuditEntry entry =
                AuditEntry.of(subject.origin(), subject.actor(), verb)
                        .connection(delivery.connection())
                        .target("delivery " + delivery.id())
                        .ref("delivery", Long.toString(delivery.id()))
                        .ref("event", delivery.event());
        audit.append(transaction, AuditRow.point(reason.isEmpty() ? entry : entry.reason(reason)));
    }
}
