package dev.stile.flow.delivery;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.inbox.InboxFlag;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.core.policy.Deed;
import dev.stile.core.policy.DefaultPolicy;
import dev.stile.core.policy.Subject;
import dev.stile.core.policy.Way;
import dev.stile.core.store.Database;
import dev.stile.core.store.Transaction;
import dev.stile.flow.delivery.NewDelivery.Beginning;
import dev.stile.flow.rule.Decision;
import dev.stile.flow.rule.Rule;
import dev.stile.flow.rule.RuleBook;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives stored events to one rule by name: old ones, ones that were fetched again, made up ones.
 * Any thread; processes share it.
 */
public final class EventReplays {
    private final Database database;
    private final AuditLog audit;
    private final Deliveries deliveries;
    private final RuleBook rules;
    private final Clock clock;

    /**
     * @param database with the schema of the home
     */
    public EventReplays(
            Database database, AuditLog audit, Deliveries deliveries, RuleBook rules, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.deliveries = deliveries;
        this.rules = rules;
        this.clock = clock;
    }

    /** What became of one event. */
    public sealed interface Given {
        StoredEvent event();

        /** A new delivery. */
        record Made(StoredEvent event, int generation) implements Given {}

        /** The rule does not want it. */
        record Unwanted(StoredEvent event, String reason) implements Given {}

        /** Its delivery is not over yet: that one goes on. */
        record UnderWay(StoredEvent event, long delivery) implements Given {}

        /**
         * It was done before, or may have been, or a person dropped it; doing it again was not
         * asked for.
         */
        record DoneBefore(StoredEvent event, long delivery) implements Given {
            /** The same for whoever asked for this one event. */
            public Failure failure() {
                return Failure.of(Code.DELIVERY_DONE_BEFORE)
                        .headline(
                                "delivery "
                                        + delivery
                                        + " did this before, or may have, or was dropped")
                        .fact("delivery", Long.toString(delivery))
                        .build();
            }
        }
    }

    /**
     * Gives events to a rule as it is now. An event that it never had gets its first delivery;
     * otherwise a new generation, with a new key. Why an event is special does not count here.
     *
     * @param events a page, in inbox order
     * @param again whether what was done is done again
     * @throws Failure RULE_GONE; POLICY_REFUSED unless a person asks
     */
    public List<Given> give(
            Deadline deadline,
            Subject subject,
            String slug,
            List<StoredEvent> events,
            boolean again) {
        DefaultPolicy.require(subject, Deed.CONFIGURE, Way.COMMAND);
        Rule rule =
                rules.current(slug)
                        .orElseThrow(
                                () ->
                                        Failure.of(Code.RULE_GONE)
                                                .headline("there is no rule " + slug)
                                                .build());
        List<Decision> decisions =
                events.stream().map(event -> rule.decide(ordinary(event))).toList();
        return database.transaction(
                deadline,
                transaction -> {
                    List<Given> given = new ArrayList<>(events.size());
                    for (int index = 0; index < events.size(); index++) {
                        given.add(
                                give(
                                        transaction,
                                        rule,
                                        events.get(index),
                                        decisions.get(index),
                                        again));
                    }
                    audit.append(
                            transaction,
                            AuditRow.point(
                                    AuditEntry.of(
                                                    subject.origin(),
                                                    subject.actor(),
                                                    AuditVerb.DELIVERY_REPLAY)
                                            .target("rule " + slug)
                                            .reason(
                                                    given.stream()
                                                                    .filter(
                                                                            Given.Made.class
                                                                                    ::isInstance)
                                                                    .count()
                                                            + " of "
                                                            + events.size()
                                                            + " events")));
                    return given;
                });
    }

    /** Those events that the rule never had, in their order. */
    public List<StoredEvent> neverGiven(Deadline deadline, String slug, List<StoredEvent> events) {
        return database.read(
                deadline,
                transaction ->
                        events.stream()
                                .filter(event -> newest(transaction, event, slug).isEmpty())
                                .toList());
    }

    private static Optional<Delivery> newest(
            Transaction transaction, StoredEvent event, String slug) {
        return Deliveries.newest(transaction, event.connection(), event.event().id(), slug);
    }

    private Given give(
            Transaction transaction,
            Rule rule,
            StoredEvent event,
            Decision decision,
            boolean again) {
        if (event.event().payload().isEmpty()) {
            return new Given.Unwanted(event, Code.EVENT_PRUNED.slug());
        }
        return switch (decision) {
            case Decision.NoMatch(String reason) -> new Given.Unwanted(event, reason);
            case Decision.Skip(String reason) -> new Given.Unwanted(event, reason);
            case Decision.Match match ->
                    make(transaction, rule, event, new Beginning.Due(rule.batching()), again);
            case Decision.Broken(String code, String reason) ->
                    make(transaction, rule, event, new Beginning.Undecided(code), again);
        };
    }

    private Given make(
            Transaction transaction,
            Rule rule,
            StoredEvent event,
            Beginning beginning,
            boolean again) {
        Optional<Delivery> newest = newest(transaction, event, rule.slug());
        if (newest.isPresent()) {
            Delivery before = newest.get();
            boolean isOver =
                    before.state() == DeliveryState.DONE || before.state() == DeliveryState.DEAD;
            if (!isOver) {
                return new Given.UnderWay(event, before.id());
            }
            if (!again && isDone(before)) {
                return new Given.DoneBefore(event, before.id());
            }
        }
        int generation = newest.map(before -> before.generation() + 1).orElse(0);
        deliveries.add(
                transaction,
                new NewDelivery(
                        event,
                        rule.slug(),
                        rule.version(),
                        generation,
                        newest.map(Delivery::depth).orElse(1),
                        beginning),
                clock.instant());
        return new Given.Made(event, generation);
    }

    /**
     * Done, or perhaps done: a dead one may have an entry or a run whose outcome nobody knows. What
     * a person dropped is done with.
     */
    private static boolean isDone(Delivery before) {
        return before.state() == DeliveryState.DONE
                ? !before.outcome().orElse("").equals(Outcome.SKIPPED)
                : before.outbox().isPresent() || before.mayHaveHappened();
    }

    /** Without the flags that keep it from rules that did not ask: here one was named. */
    private static StoredEvent ordinary(StoredEvent stored) {
        Set<InboxFlag> flags = EnumSet.noneOf(InboxFlag.class);
        flags.addAll(stored.event().flags());
        flags.removeAll(Set.of(InboxFlag.BACKFILL, InboxFlag.TEST));
        return stored.withFlags(flags);
    }
}
