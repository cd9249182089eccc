package dev.stile.core.effect;

import dev.stile.core.store.Row;
import dev.stile.core.store.Transaction;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The statements of the effect table and what their rows mean. */
final class EffectRows {
    private static final String PLANS =
            "SELECT id, kind, connection, container, header, created, closed FROM plan ";

    private static final String EFFECTS =
            """
            SELECT id, plan, place, kind, connection, container, subject, idempotency_key, precondition, content_sha256,
                payload, state, was_unknown, result, attempts, version, fence, intent, created, updated
            FROM effect
            """;

    private EffectRows() {}

    static void insert(
            Transaction transaction,
            PlanDraft plan,
            List<EffectDraft> drafts,
            EffectState state,
            long now) {
        transaction.update(
                "INSERT INTO plan (id, kind, connection, container, header, created) VALUES (?, ?, ?, ?, ?, ?)",
                plan.id(),
                plan.kind(),
                plan.connection(),
                plan.container(),
                plan.header(),
                now);
        for (int place = 0; place < drafts.size(); place++) {
            EffectDraft draft = drafts.get(place);
            if (takeOver(transaction, plan, place, draft) == 0) {
                insert(transaction, plan, place, draft, state, now);
            }
        }
    }

    /**
     * The key names the intent: one whose outcome is unknown stays the same row, in its new plan.
     * When it was last sent stays, too.
     */
    private static int takeOver(
            Transaction transaction, PlanDraft plan, int place, EffectDraft draft) {
        return transaction.update(
                """
                UPDATE effect SET plan = ?, place = ?, payload = ?, content_sha256 = ?, version = version + 1
                WHERE connection = ? AND idempotency_key = ? AND state = 'unknown' AND kind = ? AND container = ?
                    AND subject = ?
                """,
                plan.id(),
                place,
                draft.payload(),
                draft.contentSha256(),
                plan.connection(),
                draft.idempotencyKey(),
                plan.kind(),
                plan.container(),
                draft.subject());
    }

    private static void insert(
            Transaction transaction,
            PlanDraft plan,
            int place,
            EffectDraft draft,
            EffectState state,
            long now) {
        transaction.update(
                """
                INSERT INTO effect (plan, place, kind, connection, container, subject, idempotency_key, precondition,
                    content_sha256, payload, state, was_unknown, attempts, version, fence, created, updated)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 1, 0, ?, ?)
                """,
                plan.id(),
                place,
                plan.kind(),
                plan.connection(),
                plan.container(),
                draft.subject(),
                draft.idempotencyKey(),
                draft.precondition(),
                draft.contentSha256(),
                draft.payload(),
                state.wire(),
                now,
                now);
    }

    /** The key stays: it names the intent, whatever its content. */
    static int replace(Transaction transaction, Effect effect, EffectDraft draft, long now) {
        return transaction.update(
                """
                UPDATE effect SET state = 'proposed', subject = ?, precondition = ?, content_sha256 = ?, payload = ?,
                    version = version + 1, updated = ?
                WHERE id = ? AND version = ?
                """,
                draft.subject(),
                draft.precondition(),
                draft.contentSha256(),
                draft.payload(),
                now,
                effect.id(),
                effect.version());
    }

    static Optional<Plan> planById(Transaction transaction, String plan) {
        return transaction.first(PLANS + "WHERE id = ?", EffectRows::plan, plan);
    }

    static List<Plan> openPlans(
            Transaction transaction, String kind, String connection, String container) {
        return transaction.list(
                PLANS
                        + "WHERE connection = ? AND container = ? AND kind = ? AND closed IS NULL ORDER BY created, id LIMIT 1000",
                EffectRows::plan,
                connection,
                container,
                kind);
    }

    static List<Plan> newestPlans(
            Transaction transaction, String kind, String connection, String container, int limit) {
        return transaction.list(
                PLANS
                        + "WHERE connection = ? AND container = ? AND kind = ? ORDER BY created DESC, id DESC LIMIT ?",
                EffectRows::plan,
                connection,
                container,
                kind,
                limit);
    }

    static Optional<Effect> byId(Transaction transaction, long id) {
        return transaction.first(EFFECTS + "WHERE id = ?", EffectRows::effect, id);
    }

    static Optional<Effect> byKey(Transaction transaction, String connection, String key) {
        return transaction.first(
                EFFECTS + "WHERE connection = ? AND idempotency_key = ?",
                EffectRows::effect,
                connection,
                key);
    }

    static List<Effect> ofPlan(Transaction transaction, String plan) {
        return transaction.list(
                EFFECTS + "WHERE plan = ? ORDER BY place", EffectRows::effect, plan);
    }

    static List<Effect> inState(
            Transaction transaction,
            String kind,
            String connection,
            String container,
            EffectState state,
            int limit) {
        return transaction.list(
                EFFECTS
                        + "WHERE connection = ? AND container = ? AND kind = ? AND state = ? ORDER BY id LIMIT ?",
                EffectRows::effect,
                connection,
                container,
                kind,
                state.wire(),
                limit);
    }

    static List<Effect> about(
            Transaction transaction,
            String kind,
            String connection,
            String container,
            String subject,
            int limit) {
        return transaction.list(
                EFFECTS
                        + "WHERE connection = ? AND container = ? AND kind = ? AND subject = ? ORDER BY id DESC LIMIT ?",
                EffectRows::effect,
                connection,
                container,
                kind,
                subject,
                limit);
    }

    private static Plan plan(Row row) {
        OptionalLong closed = row.optionalNumber(7);
        return new Plan(
                row.text(1),
                row.text(2),
                row.text(3),
                row.text(4),
                row.text(5),
                Instant.ofEpochMilli(row.number(6)),
                closed.isPresent()
                        ? Optional.of(Instant.ofEpochMilli(closed.getAsLong()))
                        : Optional.empty());
    }

    private static Effect effect(Row row) {
        EffectDraft draft =
                new EffectDraft(
                        row.text(7), row.text(8), row.optionalText(9), row.text(10), row.text(11));
        return new Effect(
                row.number(1),
                row.text(2),
                (int) row.number(3),
                row.text(4),
                row.text(5),
                row.text(6),
                draft,
                EffectState.parse(row.text(12)),
                row.number(13) == 1,
                row.optionalText(14),
                (int) row.number(15),
                row.number(16),
                row.number(17),
                row.optionalNumber(18),
                Instant.ofEpochMilli(row.number(19)),
                Instant.ofEpochMilli(row.number(20)));
    }
}
