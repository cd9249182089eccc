package dev.stile.flow.delivery;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Quota;
import dev.stile.core.policy.Quotas;
import dev.stile.core.store.Database;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** What is durable before a claim has its effect. */
final class ClaimMarks {
    /** The index is named: else all that the rule ever delivered would be read. */
    static final String MARK =
            """
            UPDATE delivery INDEXED BY delivery_running SET intent = ?, started = ?
            WHERE rule = ? AND state = 'running' AND lease = ? AND fence = ?
            """;

    private final Database database;
    private final AuditLog audit;
    private final Clock clock;

    ClaimMarks(Database database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Writes the audit row of what is about to be done.
     *
     * @param onlyOnce whether a run that is lost must not be repeated by itself
     * @param counts what it counts in
     * @return the claim with its row
     * @throws Failure DELIVERY_NOT_MOVABLE if it is somebody else's by now, QUOTA_REACHED with the
     *     time until when: it must not be done
     */
    Claim begin(
            Deadline deadline,
            Claim claim,
            AuditVerb verb,
            boolean onlyOnce,
            List<Quota.Count> counts) {
        long row =
                database.transaction(
                        deadline,
                        transaction -> {
                            long intent =
                                    audit.append(
                                            transaction,
                                            AuditRow.intent(Endings.localEntry(claim).verb(verb)));
                            int mine =
                                    transaction.update(
                                            MARK,
                                            intent,
                                            onlyOnce ? 1 : 0,
                                            claim.first().rule(),
                                            claim.lease(),
                                            claim.number());
                            if (mine < claim.members().size()) {
                                throw Failure.of(Code.DELIVERY_NOT_MOVABLE)
                                        .headline("another worker has the delivery by now")
                                        .build();
                            }
                            Quotas.take(transaction, counts, clock.instant())
                                    .ifPresent(this::refuse);
                            return intent;
                        });
        return claim.withIntent(row);
    }

    private void refuse(Quotas.Full full) {
        throw Failure.of(Code.QUOTA_REACHED)
                .headline(full.name() + " is full until " + full.until())
                .retryAfter(Duration.between(clock.instant(), full.until()))
                .build();
    }

    /** Whether something was begun for it that must not be repeated by itself. */
    boolean isBegun(Deadline deadline, Claim claim) {
        return database.read(
                        deadline, transaction -> Deliveries.find(transaction, claim.first().id()))
                .filter(Delivery::isStarted)
                .isPresent();
    }
}
