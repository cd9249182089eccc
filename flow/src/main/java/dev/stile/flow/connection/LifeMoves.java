package dev.stile.flow.connection;

import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Remedy;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Transaction;

import java.time.Clock;
import java.util.Optional;

/** One move of a life with the audit row that belongs to it. Any thread may use it. */
final class LifeMoves {
    private static final Remedy ENABLE =
            Remedy.of(
                    "A person switched it off. Enable it, if it is to be used again.",
                    "stile connection enable {connection}",
                    "stile connection show {connection}");

    /** How many probes in a row without an answer a person is told of. */
    private static final int VISIBLE_FAILURES = 3;

    private final AuditLog audit;
    private final Clock clock;

    LifeMoves(AuditLog audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    ConnectionLife move(
            Transaction transaction,
            ConnectionLife life,
            Move move,
            Subject subject,
            String reason) {
        Lifecycle next = life.lifecycle().after(move);
        if (next == life.lifecycle()) {
            return life;
        }
        record(
                transaction,
                subject,
                life.slug(),
                life.lifecycle().wire() + " to " + next.wire() + ": " + reason);
        return life.with(next);
    }

    void record(Transaction transaction, Subject subject, String slug, String reason) {
        audit.append(
                transaction,
                AuditRow.point(
                        AuditEntry.of(
                                        subject.origin(),
                                        subject.actor(),
                                        AuditVerb.CONNECTION_UPDATE)
                                .connection(slug)
                                .reason(reason)));
    }

    ConnectionLife failed(ConnectionLife life, String reason) {
        int failures = life.probeFailures() + 1;
        return failures < VISIBLE_FAILURES
                ? life.with(life.health(), life.reason(), failures, clock.instant())
                : life.with(Health.PROBE_FAILED, Optional.of(reason), failures, clock.instant());
    }

    static Failure notReady(ConnectionLife life) {
        Failure.Builder failure =
                Failure.of(Code.CONNECTION_NOT_READY)
                        .headline(
                                "the connection "
                                        + life.slug()
                                        + " is not ready: it is "
                                        + life.lifecycle().wire())
                        .argument("connection", life.slug())
                        .fact("connection", life.slug())
                        .fact("lifecycle", life.lifecycle().wire())
                        .fact("health", life.health().wire());
        if (life.lifecycle() == Lifecycle.DISABLED) {
            // A probe would prove nothing that lets it be used.
            failure.remedy(ENABLE);
        }
        life.reason().ifPresent(reason -> failure.detail("its last probe said: " + reason));
        return failure.build();
    }
}
