package dev.stile.flow.outbox;

import dev.stile.api.call.Deadline;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.bell.Bell;
import dev.stile.core.effect.EffectDraft;
import dev.stile.core.effect.EffectState;
import dev.stile.core.effect.EffectTable;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Database;
import dev.stile.core.store.Transaction;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The entries as rows, and the moves that several hands make. Each move is within the caller's
 * commit, together with its audit row. Any thread; processes share it.
 */
public final class OutboxJournal {
    /** Of its rows in the effect table. */
    static final String KIND = "outbox";

    /** Why an entry is held whose connection leads to another account by now. */
    static final String ELSEWHERE = "connection_changed";

    /** How long an entry waits before it is called off. */
    static final Duration LIFETIME = Duration.ofHours(24);

    private final Database database;
    private final EffectTable effects;
    private final EntryRows rows;
    private final AuditLog audit;
    private final Clock clock;
    private final Duration lifetime;
    private final Bell news = new Bell();

    /**
     * @param database with the schema of the home
     */
    public OutboxJournal(Database database, EffectTable effects, AuditLog audit, Clock clock) {
        this(database, effects, audit, clock, LIFETIME);
    }

    /**
     * @param lifetime how long an entry waits before it is called off
     */
    public OutboxJournal(
            Database database,
            EffectTable effects,
            AuditLog audit,
            Clock clock,
            Duration lifetime) {
        this.database = database;
        this.effects = effects;
        this.rows = new EntryRows(effects);
        this.audit = audit;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /** The entry of that id as it is now. */
    public Optional<Entry> find(Deadline deadline, long id) {
        return database.read(deadline, transaction -> rows.find(transaction, id));
    }

    /**
     * The newest entries.
     *
     * @param damaged those that cannot be read
     */
    public record Page(List<Entry> entries, List<Failure> damaged) {
        public Page {
            entries = List.copyOf(entries);
            damaged = List.copyOf(damaged);
        }
    }

    /** Those of {@link #page} that can be read. */
    public List<Entry> list(Deadline deadline, List<EffectState> states, int limit) {
        return page(deadline, states, limit).entries();
    }

    /** Entries in these states, newest first; all states if none is named. */
    public Page page(Deadline deadline, List<EffectState> states, int limit) {
        List<EffectState> wanted = states.isEmpty() ? List.of(EffectState.values()) : states;
        String names = String.join(",", wanted.stream().map(EffectState::wire).toList());
        return database.read(
                deadline,
                transaction ->
                        page(
                                transaction,
                                transaction.list(
                                        "SELECT id FROM effect WHERE kind = 'outbox'"
                                                + " AND instr(',' || ? || ',', ',' || state || ',') > 0"
                                                + " ORDER BY id DESC LIMIT ?",
                                        row -> row.number(1),
                                        names,
                                        limit)));
    }

    private Page page(Transaction transaction, List<Long> ids) {
        List<Entry> entries = new ArrayList<>();
        List<Failure> damaged = new ArrayList<>();
        for (long id : ids) {
            try {
                rows.whole(transaction, id).ifPresent(entries::add);
            } catch (Failure failure) {
                damaged.add(EntryRows.requireDamage(failure));
            }
        }
        return new Page(entries, damaged);
    }

    /** Who approved the content that the entry has now, in the order of their approvals. */
    public List<String> approvers(Deadline deadline, Entry entry) {
        return database.read(deadline, transaction -> approvers(transaction, entry));
    }

    /**
     * Whether the vendor's id of that connection names something that we did: an event about it is
     * our own echo (FL-61).
     */
    public boolean isReceipt(Deadline deadline, String connection, Tainted<String> receipt) {
        String text = receipt.sanitise(Sanitizers.<String>sqlParameter(each -> each)).value();
        return database.read(
                deadline,
                transaction ->
                        transaction
                                .first(
                                        """
                                        SELECT 1 FROM outbox o JOIN effect e ON e.id = o.effect
                                        WHERE o.receipt = ? AND e.connection = ?
                                        """,
                                        row -> row.number(1),
                                        text,
                                        connection)
                                .isPresent());
    }

    /** Rung when this process stored something that may be sent now. One thread waits for it. */
    public Bell news() {
        return news;
    }

    <T> T commit(Deadline deadline, Function<Transaction, T> work) {
        return database.transaction(deadline, work);
    }

    <T> T read(Deadline deadline, Function<Transaction, T> work) {
        return database.read(deadline, work);
    }

    EffectTable effects() {
        return effects;
    }

    EntryRows rows() {
        return rows;
    }

    AuditLog audit() {
        return audit;
    }

    /** How long it is until then. */
    public Duration until(Instant time) {
        Duration left = Duration.between(now(), time);
        return left.isNegative() ? Duration.ZERO : left;
    }

    Instant now() {
        return clock.instant();
    }

    Instant expiry() {
        return clock.instant().plus(lifetime);
    }

    List<Long> ids(Deadline deadline, String sql, Object... parameters) {
        return database.read(
                deadline, transaction -> transaction.list(sql, row -> row.number(1), parameters));
    }

    /** What a row about an entry says in any case. */
    static AuditEntry about(Entry entry, Subject subject, AuditVerb verb) {
        return describe(
                        subject,
                        verb,
                        entry.connection(),
                        entry.action(),
                        entry.recipient(),
                        entry.label())
                .content(entry.contentSha256(), entry.effect().draft().payload().length())
                .refs(entry.refs())
                .ref("outbox", entry.reference());
    }

    static AuditEntry describe(
            Subject subject,
            AuditVerb verb,
            String connection,
            String action,
            Optional<String> recipient,
            Label label) {
        AuditEntry row =
                AuditEntry.of(subject.origin(), subject.actor(), verb)
                        .connection(connection)
                        .target(action)
                        .label(label);
        return recipient.map(row::container).orElse(row);
    }

    Entry move(
            Transaction transaction,
            Entry entry,
            EffectState state,
            Optional<String> result,
            AuditRow row) {
        effects.move(transaction, entry.effect(), state, result, row);
        return rows.find(transaction, entry.id()).orElseThrow();
    }

    /** Puts an entry that was approved at the end of the order, with its whole time before it. */
    void queue(Transaction transaction, long id) {
        EntryRows.approved(transaction, id, expiry());
        news.ringWhenKept(transaction);
    }

    /** Keeps who accepted that an entry may happen twice, and why. */
    void acceptDuplicate(Transaction transaction, Entry entry, Subject person, String reason) {
        audit.append(
                transaction,
                AuditRow.point(
                        about(entry, person, AuditVerb.ACTION_RESOLVE)
                                .reason(reason)
                                .outcome("accept_duplicate")));
        transaction.update(
                "UPDATE outbox SET duplicate_by = ? WHERE effect = ?", person.actor(), entry.id());
    }

    /** Calls an entry off. */
    Entry cancel(Transaction transaction, Entry entry, String reason, AuditEntry row) {
        move(
                transaction,
                entry,
                EffectState.CANCELLED,
                Optional.empty(),
                AuditRow.point(row.outcome("cancelled")));
        EntryRows.due(transaction, entry.id(), Optional.empty(), reason);
        return rows.find(transaction, entry.id()).orElseThrow();
    }

    /**
     * Calls an entry off whether it can be read or not.
     *
     * @param word of ours that the entry keeps
     */
    void callOff(Transaction transaction, Subject subject, long id, String word, String reason) {
        if (rows.damage(transaction, id).isPresent()) {
            Remains.find(transaction, id).orElseThrow().cancel(transaction, this, subject, reason);
            return;
        }
        Entry entry = rows.find(transaction, id).orElseThrow();
        cancel(
                transaction,
                entry,
                word,
                about(entry, subject, AuditVerb.ACTION_CANCEL).reason(reason));
    }

    /**
     * Records that the time of an entry ran out, for good (FL-90): it is called off, or, where it
     * may have happened, never sent again.
     */
    Entry expire(Transaction transaction, Entry entry) {
        AuditEntry row =
                about(entry, new Subject.Daemon(), AuditVerb.ACTION_EXPIRE)
                        .reason("not sent before " + entry.expires());
        transaction.update(
                "UPDATE outbox SET expired = 1, duplicate_by = NULL WHERE effect = ?", entry.id());
        if (entry.state() == EffectState.UNKNOWN) {
            audit.append(transaction, AuditRow.point(row.outcome("unknown")));
            return rows.find(transaction, entry.id()).orElseThrow();
        }
        return cancel(transaction, entry, "expired", row);
    }

    /** Makes an entry a proposal again: what was said about it does not count any more. */
    Entry proposeAgain(
            Transaction transaction,
            Entry entry,
            EffectDraft draft,
            String reason,
            AuditEntry row) {
        effects.proposeAgain(transaction, entry.effect(), draft, AuditRow.point(row));
        transaction.update("DELETE FROM approval WHERE effect = ?", entry.id());
        transaction.update(
                """
                UPDATE outbox SET turn = 0, failures = 0, next_at = 0, duplicate_by = NULL, reason = ?
                WHERE effect = ?
                """,
                reason,
                entry.id());
        return rows.find(transaction, entry.id()).orElseThrow();
    }

    /**
     * Counts a person's yes to the content as it is now; a second one of the same person is one.
     */
    void approve(Transaction transaction, Entry entry, Subject person) {
        transaction.update(
                """
                INSERT INTO approval (effect, version, content_sha256, person, at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """,
                entry.id(),
                entry.version(),
                entry.contentSha256(),
                person.actor(),
                clock.millis());
    }

    List<String> approvers(Transaction transaction, Entry entry) {
        return transaction.list(
                """
                SELECT person FROM approval WHERE effect = ? AND content_sha256 = ?
                GROUP BY person ORDER BY min(at) LIMIT 100
                """,
                row -> row.text(1),
                entry.id(),
                entry.contentSha256());
    }
}
