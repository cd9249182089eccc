package dev.stile.flow.delivery;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.store.Database;

/** What is durable before a claim has its effect. */
final class ClaimMarks {
    private final Database database;
    private final AuditLog audit;

    ClaimMarks(Database database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    /**
     * Writes the audit row of what is about to be done.
     *
     * @param onlyOnce whether a run that is lost must not be repeated by itself
     * @return the claim with its row
     * @throws Failure DELIVERY_NOT_MOVABLE if it is somebody else's by now: it must not be done
     */
    Claim begin(Deadline deadline, Claim claim, AuditVerb verb, boolean onlyOnce) {
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
                                            """
                                            UPDATE delivery SET intent = ?, started = ?
                                            WHERE rule = ? AND state = 'running' AND lease = ?
                                                AND fence = ?
                                            """,
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
                            return intent;
                        });
        return claim.withIntent(row);
    }
}
