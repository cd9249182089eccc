package dev.stile.flow.outbox;

import dev.stile.core.audit.AuditDecision;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.effect.Effect;
import dev.stile.core.effect.EffectState;
import dev.stile.core.lease.Fence;
import dev.stile.core.lease.Leases;
import dev.stile.core.policy.Quotas;
import dev.stile.core.policy.Ruling;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Transaction;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The one commit before a send: every check that must hold at that moment, the count of its quotas,
 * the audit row of the intent and the state {@code sending}, or nothing of these.
 */
final class Begin {
    /** An earlier one of the same order key that has to leave first, or to be done first. */
    private static final String BEFORE =
            """
            SELECT f.id FROM outbox p JOIN effect f ON f.id = p.effect
            WHERE p.order_key = ?1 AND p.turn > 0 AND p.turn < ?2 AND f.kind = 'outbox' AND (
                f.state = 'sending'
                OR (f.state = 'approved' AND p.next_at <= ?3)
                OR (p.strict = 1 AND (
                    f.state IN ('approved', 'unknown') OR (f.state = 'failed' AND p.next_at > 0))))
            LIMIT 1
            """;

    /** Why one waits that may happen twice and is behind another. Nobody is asked about it then. */
    static final String BEHIND = "behind";

    /** How long one rests that an earlier one holds back. */
    private static final Duration REST = Duration.ofSeconds(1);

    private final OutboxJournal journal;

    Begin(OutboxJournal journal) {
        this.journal = journal;
    }

    /**
     * What was found out before, outside the commit.
     *
     * @param cleared whether its label lets it go there
     * @param again whether an unknown one may be sent again, with its key
     */
    record Terms(
            OutboxGate.Fitting fitting,
            Ruling ruling,
            boolean cleared,
            String attempt,
            Instant now,
            boolean again) {}

    /**
     * @param ended empty if the request may leave now
     */
    record Begun(
            Entry entry, Optional<Attempt.Ended> ended, Optional<OutboxNotices.Notice> notice) {
        static Begun not(Entry entry, Attempt.Ended why) {
            return new Begun(entry, Optional.of(why), Optional.empty());
        }

        static Begun not(Entry entry, Attempt.Ended why, OutboxNotices.Notice notice) {
            return new Begun(entry, Optional.of(why), Optional.of(notice));
        }
    }

    static boolean isSendable(Entry entry, Instant now, boolean again) {
        return switch (entry.state()) {
            case APPROVED, FAILED -> entry.isDue(now);
            case UNKNOWN ->
                    !entry.expired()
                            && (again || (entry.duplicateBy().isPresent() && entry.isDue(now)));
            case PROPOSED, PLANNED, SENDING, DONE, DROPPED, CANCELLED -> false;
        };
    }

    Begun begin(Transaction transaction, long id, Terms terms, Fence fence) {
        Entry entry = journal.rows().find(transaction, id).orElseThrow();
        if (!isSendable(entry, terms.now(), terms.again())) {
            return Begun.not(entry, Attempt.Ended.TAKEN);
        }
        if (entry.isPastItsTime(terms.now())) {
            Entry expired = journal.expire(transaction, entry);
            return Begun.not(
                    expired, Attempt.Ended.EXPIRED, new OutboxNotices.Notice.Expired(expired));
        }
        if (isBehind(transaction, entry, terms.now())) {
            rest(transaction, entry, terms.now());
            return Begun.not(entry, Attempt.Ended.HELD);
        }
        int approvals = journal.approvers(transaction, entry).size();
        if (!entry.isFor(terms.fitting().opened())) {
            EntryRows.account(transaction, entry.id(), terms.fitting().opened());
            return held(transaction, entry, terms, OutboxJournal.ELSEWHERE);
        }
        boolean sameContent = terms.fitting().content().sha256().equals(entry.contentSha256());
        if (!sameContent || !isAllowed(terms.ruling(), approvals)) {
            return held(transaction, entry, terms, sameContent ? "approval_void" : "changed");
        }
        // A person's yes to exactly this, for exactly there, clears this one entry (TU-36).
        if (!terms.cleared() && approvals == 0) {
            EntryRows.declarations(transaction, entry.id(), terms.fitting().declarations());
            return held(transaction, entry, terms, "label_refused");
        }
        Optional<Quotas.Full> full = Quotas.take(transaction, terms.ruling().counts(), terms.now());
        return full.isPresent()
                ? over(transaction, entry, full.get())
                : new Begun(
                        start(transaction, entry, terms, fence),
                        Optional.empty(),
                        Optional.empty());
    }

    /**
     * It need not be looked at all the time. One that is approved keeps its place by being due: the
     * next of its order key would pass one that rests. One that may happen twice was asked about
     * before it was held back, and each rest would be another question; any other that is unknown
     * comes here by its question, and waits for the next.
     */
    private static void rest(Transaction transaction, Entry entry, Instant now) {
        Optional<Instant> then = Optional.of(now.plus(REST));
        if (entry.state() == EffectState.FAILED) {
            EntryRows.due(transaction, entry.id(), then, entry.reason());
        }
        if (entry.state() == EffectState.UNKNOWN && entry.duplicateBy().isPresent()) {
            EntryRows.due(transaction, entry.id(), then, BEHIND);
        }
    }

    private Entry start(Transaction transaction, Entry entry, Terms terms, Fence fence) {
        Leases.require(transaction, fence);
        Entry ready =
                entry.state() == EffectState.FAILED
                        ? journal.move(
                                transaction,
                                entry,
                                EffectState.APPROVED,
                                Optional.empty(),
                                AuditRow.point(
                                        OutboxJournal.about(
                                                        entry,
                                                        new Subject.Daemon(),
                                                        AuditVerb.ACTION_RETRY)
                                                .reason("due")
                                                .outcome("approved")))
                        : entry;
        AuditEntry intent =
                OutboxJournal.about(ready, ready.proposer(), AuditVerb.ACTION_SEND)
                        .decision(AuditDecision.ALLOW, reason(ready, terms))
                        .ref("attempt", terms.attempt());
        Effect sending =
                journal.effects().startSending(transaction, ready.effect(), fence.token(), intent);
        transaction.update(
                """
                UPDATE outbox SET attempt = ?1, attempted = ?2, reason = '', duplicate_by = NULL, next_at = 0,
                    first_attempted = iif(first_attempted = 0, ?2, first_attempted), decided = ?3
                WHERE effect = ?4
                """,
                terms.attempt(),
                terms.now().toEpochMilli(),
                terms.ruling().decision().entry(),
                sending.id());
        return journal.rows().of(transaction, sending);
    }

    private static String reason(Entry entry, Terms terms) {
        if (entry.state() != EffectState.UNKNOWN) {
            return terms.ruling().decision().entry();
        }
        return entry.duplicateBy()
                .map(person -> "duplicate accepted by " + person)
                .orElse("same key");
    }

    /** What it was approved under does not hold any more: somebody has to look at it again. */
    private Begun held(Transaction transaction, Entry entry, Terms terms, String reason) {
        AuditEntry row =
                OutboxJournal.about(entry, new Subject.Daemon(), AuditVerb.ACTION_HOLD)
                        .decision(
                                StoredOutbox.decision(terms.ruling().verdict()),
                                reason + ": " + terms.ruling().decision().entry());
        if (entry.state() == EffectState.UNKNOWN) {
            journal.audit().append(transaction, AuditRow.point(row.outcome("unknown")));
            transaction.update(
                    "UPDATE outbox SET duplicate_by = NULL, reason = ? WHERE effect = ?",
                    reason,
                    entry.id());
            return Begun.not(
                    journal.rows().find(transaction, entry.id()).orElseThrow(), Attempt.Ended.HELD);
        }
        Entry proposed =
                journal.proposeAgain(
                        transaction,
                        entry,
                        terms.fitting().content().draft(entry.key()),
                        reason,
                        row.outcome("proposed"));
        return Begun.not(proposed, Attempt.Ended.HELD, new OutboxNotices.Notice.Waiting(proposed));
    }

    private Begun over(Transaction transaction, Entry entry, Quotas.Full full) {
        String reason = full.name() + " is full until " + full.until();
        journal.audit()
                .append(
                        transaction,
                        AuditRow.point(
                                OutboxJournal.about(
                                                entry, new Subject.Daemon(), AuditVerb.ACTION_HOLD)
                                        .reason(reason)
                                        .outcome(entry.state().wire())));
        EntryRows.due(transaction, entry.id(), Optional.of(full.until()), reason);
        Entry waiting = journal.rows().find(transaction, entry.id()).orElseThrow();
        return Begun.not(
                waiting,
                Attempt.Ended.HELD,
                new OutboxNotices.Notice.QuotaReached(waiting, full.name(), full.until()));
    }

    private static boolean isAllowed(Ruling ruling, int approvals) {
        return switch (ruling.verdict()) {
            case ALLOW -> true;
            case CONFIRM -> approvals >= 1;
            case APPROVE -> approvals >= ruling.approvers();
            case REFUSE -> false;
        };
    }

    private static boolean isBehind(Transaction transaction, Entry entry, Instant now) {
        return entry.orderKey()
                .flatMap(
                        key ->
                                transaction.first(
                                        BEFORE,
                                        row -> row.number(1),
                                        key,
                                        entry.turn(),
                                        now.toEpochMilli()))
                .isPresent();
    }
}
