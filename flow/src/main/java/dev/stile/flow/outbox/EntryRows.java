package dev.stile.flow.outbox;

import dev.stile.api.json.Json;
import dev.stile.api.label.Confidentiality;
import dev.stile.api.label.Integrity;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Tainted;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.effect.Effect;
import dev.stile.core.effect.EffectTable;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;
import dev.stile.core.json.JsonWriter;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Row;
import dev.stile.core.store.Transaction;
import dev.stile.flow.rule.FlowDeclaration;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The columns that an entry has beside those of its effect. */
final class EntryRows {
    private static final String FIND =
            """
            SELECT o.action, o.connector, o.recipient, o.origin, o.actor, o.integrity, o.confidentiality,
                o.declarations, o.decided, o.order_key, o.strict, o.turn, o.attempt, o.attempted, o.first_attempted,
                o.failures, o.next_at, o.expires, o.expired, o.duplicate_by, o.reason, o.receipt, o.receipt_url,
                o.account, o.editor, p.header
            FROM outbox o JOIN effect e ON e.id = o.effect JOIN plan p ON p.id = e.plan WHERE o.effect = ?
            """;

    private final EffectTable effects;

    EntryRows(EffectTable effects) {
        this.effects = effects;
    }

    Optional<Entry> find(Transaction transaction, long id) {
        return effect(transaction, id)
                .filter(effect -> effect.kind().equals(OutboxJournal.KIND))
                .map(effect -> of(transaction, effect));
    }

    /**
     * The same, with its input read as well.
     *
     * @throws Failure ENTRY_DAMAGED
     */
    Optional<Entry> whole(Transaction transaction, long id) {
        Optional<Entry> entry = find(transaction, id);
        entry.ifPresent(Entry::input);
        return entry;
    }

    private Optional<Effect> effect(Transaction transaction, long id) {
        try {
            return effects.byId(transaction, id);
        } catch (IllegalArgumentException unreadable) {
            throw damaged(id, unreadable);
        }
    }

    Entry of(Transaction transaction, Effect effect) {
        return transaction
                .first(FIND, row -> entry(effect, row), effect.id())
                .orElseThrow(
                        () ->
                                damaged(
                                        effect.id(),
                                        new NoSuchElementException("a part of it is gone")));
    }

    static void insert(Transaction transaction, long id, Fresh fresh) {
        transaction.update(
                """
                INSERT INTO outbox (effect, action, connector, recipient, origin, actor, integrity, confidentiality,
                    declarations, decided, order_key, strict, turn, attempted, first_attempted, failures, next_at,
                    expires, expired, reason, account)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, ?, 0, '', ?)
                """,
                id,
                fresh.action(),
                fresh.connector(),
                fresh.recipient(),
                fresh.proposer().origin().wire(),
                fresh.proposer().actor(),
                fresh.label().integrity().name(),
                fresh.label().confidentiality().text(),
                declarations(fresh.declarations()),
                fresh.decided(),
                fresh.orderKey(),
                fresh.strict() ? 1 : 0,
                fresh.expires().toEpochMilli(),
                fresh.account());
    }

    /** What a new entry has beside its effect. */
    record Fresh(
            String action,
            String connector,
            Optional<String> recipient,
            Subject proposer,
            Label label,
            List<FlowDeclaration> declarations,
            String decided,
            Optional<String> orderKey,
            boolean strict,
            Instant expires,
            String account) {}

    /** Puts it at the end of the order of approval, and begins its time anew. */
    static void approved(Transaction transaction, long id, Instant expires) {
        transaction.update(
                """
                UPDATE outbox SET turn = (SELECT max(turn) + 1 FROM outbox), failures = 0, next_at = 0, expires = ?,
                    reason = '' WHERE effect = ?
                """,
                expires.toEpochMilli(),
                id);
    }

    /**
     * What changes with the content. An approval is not among it.
     *
     * @param editor who wrote it, if that is another than who proposed the entry
     */
    static void content(
            Transaction transaction,
            long id,
            OutboxGate.Fitting fitting,
            Optional<String> editor,
            Instant expires) {
        transaction.update(
                """
                UPDATE outbox SET connector = ?, recipient = ?, integrity = ?, confidentiality = ?, declarations = ?,
                    expires = ?, expired = 0, account = ?, editor = ? WHERE effect = ?
                """,
                fitting.opened().connector(),
                fitting.content().recipient(),
                fitting.label().integrity().name(),
                fitting.label().confidentiality().text(),
                declarations(fitting.declarations()),
                expires.toEpochMilli(),
                fitting.opened().account(),
                editor,
                id);
    }

    /** From now on it is to go there; nobody said yes to that yet. */
    static void account(Transaction transaction, long id, ActionSets.Opened opened) {
        transaction.update("UPDATE outbox SET account = ? WHERE effect = ?", opened.account(), id);
    }

    /** Whoever looks at it sees the flows that are allowed by now. */
    static void declarations(Transaction transaction, long id, List<FlowDeclaration> declarations) {
        transaction.update(
                "UPDATE outbox SET declarations = ? WHERE effect = ?",
                declarations(declarations),
                id);
    }

    static void due(Transaction transaction, long id, Optional<Instant> nextAt, String reason) {
        transaction.update(
                "UPDATE outbox SET next_at = ?, reason = ? WHERE effect = ?",
                nextAt.map(Instant::toEpochMilli).orElse(0L),
                reason,
                id);
    }

    static void sent(
            Transaction transaction, long id, Optional<String> receipt, Optional<String> url) {
        transaction.update(
                """
                UPDATE outbox SET receipt = ?, receipt_url = ?, failures = 0, next_at = 0, reason = ''
                WHERE effect = ?
                """,
                receipt,
                url,
                id);
    }

    static void failed(
            Transaction transaction,
            long id,
            int failures,
            Optional<Instant> nextAt,
            String reason) {
        due(transaction, id, nextAt, reason);
        transaction.update("UPDATE outbox SET failures = ? WHERE effect = ?", failures, id);
    }

    /** What was unknown certainly did not happen: called off later, it is in no doubt. */
    static void notPerformed(Transaction transaction, long id) {
        transaction.update("UPDATE effect SET was_unknown = 0 WHERE id = ?", id);
    }

    /** What refs and declarations say as text. */
    static String refs(SortedMap<String, String> refs) {
        Json.ObjectBuilder object = Json.object();
        refs.forEach(object::put);
        return new JsonWriter().text(object.build());
    }

    static String declarations(List<FlowDeclaration> declarations) {
        List<Json> items =
                declarations.stream()
                        .<Json>map(
                                each ->
                                        Json.object()
                                                .put("kind", each.kind().name())
                                                .put("from", each.from())
                                                .put("to", each.to())
                                                .put("reason", each.reason())
                                                .build())
                        .toList();
        return new JsonWriter().text(Json.array(items));
    }

    /** What is wrong with an entry that is there and cannot be read. */
    Optional<Failure> damage(Transaction transaction, long id) {
        try {
            whole(transaction, id);
            return Optional.empty();
        } catch (Failure failure) {
            return Optional.of(requireDamage(failure));
        }
    }

    /** That failure if it says that an entry cannot be read; any other goes on its way. */
    static Failure requireDamage(Failure failure) {
        if (failure.registered() == Code.ENTRY_DAMAGED) {
            return failure;
        }
        throw failure;
    }

    /**
     * Lets an entry that cannot be read rest. One that failed for good stays so.
     *
     * @return whether it was not known before
     */
    static boolean setAside(Transaction transaction, long id, Instant until) {
        String reason = Code.ENTRY_DAMAGED.slug();
        boolean isNew =
                transaction
                        .first(
                                "SELECT 1 FROM outbox WHERE effect = ? AND reason <> ?",
                                row -> row.number(1),
                                id,
                                reason)
                        .isPresent();
        transaction.update(
                """
                UPDATE outbox SET reason = ?1, next_at = iif(
                    (SELECT state FROM effect WHERE id = ?3) IN ('approved', 'unknown') OR next_at > 0,
                    max(next_at, ?2), next_at)
                WHERE effect = ?3
                """,
                reason,
                until.toEpochMilli(),
                id);
        return isNew;
    }

    static Failure damaged(long id, RuntimeException why) {
        String name = Entry.reference(id);
        return Failure.of(Code.ENTRY_DAMAGED)
                .headline("the entry " + name + " of the outbox cannot be read")
                .argument("entry", name)
                .fact("outbox", name)
                .cause(why)
                .build();
    }

    private static Entry entry(Effect effect, Row row) {
        try {
            return read(effect, row);
        } catch (IllegalArgumentException
                | IllegalStateException
                | NoSuchElementException
                | ClassCastException damaged) {
            throw damaged(effect.id(), damaged);
        }
    }

    private static Entry read(Effect effect, Row row) {
        Label label = new Label(Integrity.parse(row.text(6)), Confidentiality.parse(row.text(7)));
        return new Entry(
                effect,
                row.text(1),
                row.text(2),
                row.optionalText(3),
                subject(row.text(4), row.text(5)),
                label,
                declarations(row.text(8)),
                row.text(9),
                row.optionalText(10),
                row.number(11) == 1,
                row.number(12),
                row.optionalText(13),
                time(row.number(14)),
                time(row.number(15)),
                (int) row.number(16),
                time(row.number(17)),
                Instant.ofEpochMilli(row.number(18)),
                row.number(19) == 1,
                row.optionalText(20),
                row.text(21),
                row.optionalText(22).map(text -> Tainted.of(text, label)),
                row.optionalText(23).map(text -> Tainted.of(text, label)),
                row.optionalText(24),
                row.optionalText(25),
                refs(row.text(26)));
    }

    private static Optional<Instant> time(long millis) {
        return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    private static Subject subject(String origin, String actor) {
        String name = actor.substring(actor.indexOf(':') + 1);
        return switch (AuditOrigin.valueOf(origin.toUpperCase(Locale.ROOT))) {
            case PERSON -> new Subject.Person(actor);
            case AGENT -> new Subject.Agent(name);
            case RULE -> new Subject.Rule(name);
            case PROXY -> new Subject.Proxy(name);
            case DAEMON, PUSH, WEBHOOK -> new Subject.Daemon();
        };
    }

    private static SortedMap<String, String> refs(String json) {
        SortedMap<String, String> refs = new TreeMap<>();
        if (read(json) instanceof Json.JsonObject(var members)) {
            members.forEach((name, value) -> refs.put(name, text(value)));
        }
        return refs;
    }

    private static List<FlowDeclaration> declarations(String json) {
        return read(json) instanceof Json.JsonArray(var items)
                ? items.stream().map(EntryRows::declaration).toList()
                : List.of();
    }

    private static FlowDeclaration declaration(Json item) {
        Json.JsonObject object = (Json.JsonObject) item;
        return new FlowDeclaration(
                FlowDeclaration.Kind.valueOf(text(object.get("kind").orElseThrow())),
                text(object.get("from").orElseThrow()),
                text(object.get("to").orElseThrow()),
                text(object.get("reason").orElseThrow()));
    }

    private static String text(Json value) {
        return value instanceof Json.JsonText(String text) ? text : "";
    }

    private static Json read(String json) {
        try {
            return new JsonReader().read(json.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidJsonException damaged) {
            throw new IllegalStateException("a stored entry is no JSON", damaged);
        }
    }
}
