package dev.stile.hosting.service;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.Operation;
import dev.stile.api.json.Json;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.core.digest.Sha256;
import dev.stile.core.effect.Effect;
import dev.stile.core.effect.EffectDraft;
import dev.stile.core.effect.EffectState;
import dev.stile.core.effect.EffectTable;
import dev.stile.core.effect.PlanDraft;
import dev.stile.core.json.JsonWriter;
import dev.stile.core.store.Transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The rows of writes by method and key: one after the other has ended, so that at most one of them
 * is open. Any thread may call.
 */
final class KeyedRows {
    private static final int MOST_ATTEMPTS = 10_000;

    private final EffectTable effects;
    private final Supplier<IdempotencyKey> newKey;
    private final JsonWriter writer = new JsonWriter();

    /**
     * @param newKey a key that nobody had
     */
    KeyedRows(EffectTable effects, Supplier<IdempotencyKey> newKey) {
        this.effects = effects;
        this.newKey = newKey;
    }

    /**
     * The row of a key.
     *
     * @param happened whether what was meant under it was done before
     * @param said comments that were said under it then, as far as their rows say
     */
    record Row(Effect effect, boolean happened, List<CommentId> said) {
        Row {
            said = List.copyOf(said);
        }

        Row with(Effect changed) {
            return new Row(changed, happened, said);
        }
    }

    /**
     * The row under that key which has not ended, else a new one. What was written elsewhere under
     * the same key is another thing.
     *
     * @throws Invalid naming {@code key} if another comment was said, or may have been
     */
    Row free(Transaction transaction, IntentJournal.Meant meant) {
        String name = name(meant.operation(), meant.key());
        List<String> names =
                FormerNames.all(transaction, meant.connection(), meant.target().text());
        boolean happened = false;
        List<CommentId> said = new ArrayList<>();
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            String key = attempt == 1 ? name : name + ":" + attempt;
            Optional<Effect> found = effects.byKey(transaction, meant.connection(), key);
            if (found.isEmpty()) {
                Effect added =
                        effects.add(
                                transaction,
                                plan(meant, key),
                                draft(meant, key),
                                EffectState.PLANNED);
                return new Row(added, happened, said);
            }
            if (!names.contains(FormerNames.folded(found.get().draft().subject()))) {
                continue;
            }
            switch (found.get().state()) {
                case PLANNED, UNKNOWN, SENDING -> {
                    requireSame(found.get(), meant);
                    return new Row(found.get(), happened, said);
                }
                case DONE -> {
                    requireSame(found.get(), meant);
                    happened = true;
                    said(found.get()).ifPresent(said::add);
                }
                case PROPOSED, APPROVED, FAILED, DROPPED, CANCELLED -> {}
            }
        }
        throw new IllegalStateException("the key " + meant.key() + " was used too often");
    }

    /** A row that a read settled does not say. */
    private static Optional<CommentId> said(Effect done) {
        return Optional.of(WriteRequest.ofResult(done).text("comment"))
                .filter(id -> !id.isEmpty())
                .map(CommentId::parse);
    }

    /** A key of a comment names one text for ever, but for one that was never said. */
    private static void requireSame(Effect before, IntentJournal.Meant meant) {
        if (meant.operation() != Operation.COMMENT_ON_PR
                || WriteRequest.of(before).agreesWith(meant.request())) {
            return;
        }
        throw new Invalid("key", "another comment was said under it, or may have been", List.of());
    }

    /** Whether a row is one of that method and key. */
    static boolean isUnder(Effect effect, Operation operation, IdempotencyKey key) {
        String own = effect.draft().idempotencyKey();
        String name = name(operation, key);
        return own.equals(name) || own.startsWith(name + ":");
    }

    private static String name(Operation operation, IdempotencyKey key) {
        return operation.word() + ":" + key;
    }

    private PlanDraft plan(IntentJournal.Meant meant, String key) {
        return new PlanDraft(
                IntentJournal.KIND + ":" + meant.connection() + ":" + key + ":" + newKey.get(),
                IntentJournal.KIND,
                meant.connection(),
                meant.target().container(),
                meant.operation().word());
    }

    private EffectDraft draft(IntentJournal.Meant meant, String key) {
        String payload =
                writer.text(
                        Json.object()
                                .put("method", Json.text(meant.operation().word()))
                                .put("key", Json.text(meant.key().text()))
                                .put("request", meant.request())
                                .build());
        return new EffectDraft(
                meant.target().text(), key, Optional.empty(), Sha256.hex(payload), payload);
    }
}
