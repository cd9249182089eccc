package dev.stile.flow.routing;

import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.error.Code;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Transaction;
import dev.stile.flow.delivery.Deliveries;
import dev.stile.flow.lifecycle.LifecycleEvent;
import dev.stile.flow.lifecycle.LifecycleEvents;
import dev.stile.flow.lifecycle.LifecycleKind;
import dev.stile.flow.rule.Rule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Stops rules that feed themselves or do too much (FL-64). */
public final class LoopGuard {
    /** So many rules may follow from one event. */
    static final int DEEPEST = 8;

    private static final Duration HOUR = Duration.ofHours(1);

    private final Deliveries deliveries;
    private final RuleSwitch rules;
    private final AuditLog audit;
    private final LifecycleEvents lifecycle;

    public LoopGuard(
            Deliveries deliveries, RuleSwitch rules, AuditLog audit, LifecycleEvents lifecycle) {
        this.deliveries = deliveries;
        this.rules = rules;
        this.audit = audit;
        this.lifecycle = lifecycle;
    }

    /** Why the rule must not have one more delivery; empty if it may. */
    Optional<Code> refusal(Transaction transaction, Rule rule, int depth, Instant now) {
        if (depth > DEEPEST) {
            return Optional.of(Code.CHAIN_TOO_LONG);
        }
        boolean isOver =
                rule.limits().perHour().isPresent()
                        && deliveries.madeSince(transaction, rule.slug(), now.minus(HOUR))
                                >= rule.limits().perHour().getAsInt();
        return isOver ? Optional.of(Code.QUOTA_REACHED) : Optional.empty();
    }

    /**
     * Disables the rule, with its row and its event.
     *
     * @param connection of the event that was one too many
     * @param event its id
     */
    void disable(Transaction transaction, String slug, Code why, String connection, String event) {
        rules.disable(transaction, slug, why.slug());
        audit.append(
                transaction,
                AuditRow.point(
                        AuditEntry.of(
                                        AuditOrigin.DAEMON,
                                        new Subject.Daemon().actor(),
                                        AuditVerb.RULE_DISABLE)
                                .connection(connection)
                                .target("rule " + slug)
                                .reason(why.slug())
                                .ref("event", event)));
        if (!connection.equals(LifecycleEvents.CONNECTION)) {
            lifecycle.emit(
                    transaction,
                    LifecycleEvent.ofRule(
                                    LifecycleKind.RULE_DISABLED,
                                    slug,
                                    "rule.disabled:" + slug + ":" + connection + ":" + event)
                            .fact("rule", slug)
                            .fact("code", why.slug())
                            .fact("connection", connection)
                            .fact("event", event));
        }
    }
}
