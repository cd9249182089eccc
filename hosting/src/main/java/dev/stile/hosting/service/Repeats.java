package dev.stile.hosting.service;

import dev.stile.api.hosting.Operation;
import dev.stile.api.json.Json;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.connection.StillUnderWay;
import dev.stile.core.effect.Effect;
import dev.stile.core.effect.EffectState;
import dev.stile.core.effect.EffectTable;
import dev.stile.core.store.Transaction;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Writes that may have happened, and were done again under another key since: what they asked for
 * is so, whichever of them did it. Their rows say no more than that. One that the host may still be
 * working on is left to a read. Any thread may call.
 */
final class Repeats {
    private static final int MOST = 100;
    private static final Json NONE = new Json.JsonNumber(BigDecimal.ZERO);
    private static final Json NOBODY = new Json.JsonArray(List.of());

    private final EffectTable effects;
    private final Senders senders;
    private final Clock clock;

    Repeats(EffectTable effects, Senders senders, Clock clock) {
        this.effects = effects;
        this.senders = senders;
        this.clock = clock;
    }

    /**
     * Settles what one that was done repeats, within the caller's commit.
     *
     * @param outcome of the one that was done; a part of what was asked for settles nothing
     * @param row of the one that was done
     */
    void settle(Transaction transaction, Effect done, Json outcome, AuditEntry row) {
        Operation operation = Rows.operation(done.draft().idempotencyKey());
        if (!isTheSameWhenRepeated(operation) || !isWhole(outcome)) {
            return;
        }
        for (Effect each : open(transaction, done, operation)) {
            if (isOver(transaction, each) && asksTheSame(operation, each, done)) {
                settle(transaction, each, done, row);
            }
        }
    }

    /** What may yet be carried out may undo what somebody does next. */
    private boolean isOver(Transaction transaction, Effect earlier) {
        boolean mayBeSent =
                earlier.state() == EffectState.SENDING && !senders.areGone(transaction, earlier);
        return !mayBeSent && StillUnderWay.USUAL.isOver(earlier.updated(), clock.instant());
    }

    private void settle(Transaction transaction, Effect earlier, Effect done, AuditEntry row) {
        AuditEntry settled =
                row.ref("effect", "" + earlier.id())
                        .ref("key", IntentJournal.open(transaction, earlier).key())
                        .outcome("done_again")
                        .reason("the same was done again as effect " + done.id());
        boolean ended = earlier.state() == EffectState.UNKNOWN || earlier.intent().isEmpty();
        effects.move(
                transaction,
                earlier,
                EffectState.DONE,
                Optional.of("the same was done again"),
                ended
                        ? AuditRow.point(settled)
                        : AuditRow.lateOutcome(earlier.intent().getAsLong(), settled));
    }

    private List<Effect> open(Transaction transaction, Effect done, Operation operation) {
        return MergeRows.listed(
                transaction,
                effects,
                """
                SELECT id FROM effect WHERE connection = ? AND idempotency_key > ? AND idempotency_key < ?
                    AND kind = 'hosting' AND lower(subject) = ? AND id < ? AND state IN ('unknown', 'sending')
                ORDER BY id DESC LIMIT ?
                """,
                done.connection(),
                operation.word() + ":",
                operation.word() + ";",
                FormerNames.folded(done.draft().subject()),
                done.id(),
                MOST);
    }

    /**
     * A comment is said twice by two keys, and a merge is settled before another is sent. An update
     * of a branch is bound to a head that it moves: where it could be done again, the one before
     * did not happen, and a read says so.
     */
    private static boolean isTheSameWhenRepeated(Operation operation) {
        return switch (operation) {
            case CREATE_PR,
                    UPDATE_PR,
                    CLOSE_PR,
                    DISMISS_APPROVALS,
                    RESOLVE_THREAD,
                    UNRESOLVE_THREAD,
                    REQUEST_REVIEW,
                    DELETE_BRANCH ->
                    true;
            case COMMENT_ON_PR,
                    MERGE_PR,
                    UPDATE_BRANCH,
                    GET_PR_STATUS,
                    GET_REVIEW_STATUS,
                    GET_PR_COMMENTS,
                    DETECT_PR_EVENTS,
                    GET_BRANCH_PROTECTION,
                    GET_DEFAULT_BRANCH,
                    GET_REMOTE_URL,
                    LIST_PRS,
                    GET_CHECK_TEXTS,
                    FETCH_COMMITS,
                    PROBE_PRS,
                    CAN_WRITE ->
                    false;
        };
    }

    /**
     * Approvals may remain, also in a list that was not read to its end; somebody may not be asked,
     * and a merge may have been first.
     */
    private static boolean isWhole(Json outcome) {
        if (!(outcome instanceof Json.JsonObject members)) {
            return true;
        }
        String word = new WriteRequest(members).text("outcome");
        return !word.equals("already_merged")
                && !word.equals("head_changed")
                && members.get("remaining").filter(left -> !left.equals(NONE)).isEmpty()
                && members.get("errors").filter(told -> !told.equals(NONE)).isEmpty()
                && members.get("not_asked").filter(left -> !left.equals(NOBODY)).isEmpty();
    }

    /** A host has one open pull request for two branches, whatever its title is. */
    private static boolean asksTheSame(Operation operation, Effect one, Effect other) {
        Json.JsonObject asked = WriteRequest.of(one).members();
        Json.JsonObject again = WriteRequest.of(other).members();
        return operation == Operation.CREATE_PR
                ? List.of("head", "head_repo", "base").stream()
                        .allMatch(
                                name ->
                                        asked.get(name).isPresent()
                                                && asked.get(name).equals(again.get(name)))
                : !asked.members().isEmpty() && asked.equals(again);
    }
}
