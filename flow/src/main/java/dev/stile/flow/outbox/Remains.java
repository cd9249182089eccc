package dev.stile.flow.outbox;

import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.effect.EffectState;
import dev.stile.core.error.Code;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Row;
import dev.stile.core.store.Transaction;

import java.util.Optional;

/**
 * What can be told of an entry whatever happened to the rest of its row.
 *
 * @param state how far it is; one that cannot be read counts as unknown, which is the most careful
 */
public record Remains(long id, String connection, EffectState state, long version) {
    /** As audit rows and people name it: {@code ob-88}. */
    public String reference() {
        return Entry.reference(id);
    }

    static Optional<Remains> find(Transaction transaction, long id) {
        return transaction.first(
                "SELECT id, connection, state, version FROM effect WHERE id = ? AND kind = 'outbox'",
                row ->
                        new Remains(
                                row.number(1),
                                row.text(2),
                                state(row.optionalText(3)),
                                row.number(4)),
                id);
    }

    /** As deliveries see it, from the few columns that they need. */
    static Optional<Proposed> proposed(Transaction transaction, long id) {
        return transaction.first(
                """
                SELECT e.id, e.state, coalesce(o.next_at, 0), e.was_unknown, coalesce(o.reason, '')
                FROM effect e LEFT JOIN outbox o ON o.effect = e.id WHERE e.id = ? AND e.kind = 'outbox'
                """,
                Remains::proposed,
                id);
    }

    private static Proposed proposed(Row row) {
        EffectState state = state(row.optionalText(2));
        return new Proposed(
                row.number(1),
                state,
                state == EffectState.FAILED && row.number(3) == 0,
                row.number(4) == 1,
                row.text(5));
    }

    /** Calls it off within the caller's commit. */
    Remains cancel(Transaction transaction, OutboxJournal journal, Subject subject, String reason) {
        return end(
                transaction,
                journal,
                EffectState.CANCELLED,
                about(subject, AuditVerb.ACTION_CANCEL, reason).outcome("cancelled"));
    }

    /** Ends it within the caller's commit, together with its audit row. */
    Remains end(
            Transaction transaction, OutboxJournal journal, EffectState wanted, AuditEntry row) {
        if (!state.leadsTo(wanted)) {
            throw EntryChanges.illegal(reference(), state, wanted);
        }
        journal.audit().append(transaction, AuditRow.point(row));
        transaction.update(
                """
                UPDATE effect SET state = ?, version = version + 1, updated = ?, was_unknown = max(was_unknown, ?)
                WHERE id = ?
                """,
                wanted.wire(),
                journal.now().toEpochMilli(),
                state == EffectState.UNKNOWN ? 1 : 0,
                id);
        EntryRows.due(transaction, id, Optional.empty(), Code.ENTRY_DAMAGED.slug());
        return new Remains(id, connection, wanted, version + 1);
    }

    AuditEntry about(Subject subject, AuditVerb verb, String reason) {
        return AuditEntry.of(subject.origin(), subject.actor(), verb)
                .connection(connection)
                .reason(Code.ENTRY_DAMAGED.slug() + ": " + reason)
                .ref("outbox", reference());
    }

    private static EffectState state(Optional<String> stored) {
        try {
            return stored.map(EffectState::parse).orElse(EffectState.UNKNOWN);
        } catch (IllegalArgumentException unreadable) {
            return EffectState.UNKNOWN;
        }
    }
}
