package dev.stile.flow.outbox;

import dev.stile.api.action.ActionCall;
import dev.stile.api.action.ActionResult;
import dev.stile.api.action.ActionSet;
import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Category;
import dev.stile.api.action.Idempotency;
import dev.stile.api.action.Permission;
import dev.stile.api.action.Receipt;
import dev.stile.api.action.Reconciliation;
import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.taint.Tainted;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A chat that somebody else runs: what it did stays done, whatever became of the answer. */
class Vendor implements ActionSet {
    /** What becomes of the next calls. */
    enum Mood {
        ANSWERS,
        /** Does it, and the answer is lost. */
        LOSES_THE_ANSWER,
        /** Does nothing, and the answer is lost. */
        LOSES_THE_REQUEST,
        TIMES_OUT,
        BREAKS,
        REFUSES,
        IS_DOWN,
        LIMITS,
        ANSWERS_ODDLY
    }

    private static final Label FROM_CHAT = Label.outside(Scope.of("ops-chat"));

    /** Texts in the order in which they were posted; a repeated key posts once where keys count. */
    final List<String> posted = new ArrayList<>();

    private final Set<String> keys = new HashSet<>();
    Mood mood = Mood.ANSWERS;
    Idempotency idempotency = Idempotency.NONE;
    Optional<Duration> keyLifetime = Optional.empty();
    Reconciliation reconciliation = new Reconciliation.CannotTell("it has no search");
    final Map<String, String> leftOut = new HashMap<>();
    int calls;
    int questions;

    @Override
    public List<ActionSpec> actions() {
        return List.of(
                spec("send_message", Category.EXTERNAL_MESSAGE_SEND, true, Optional.of("/channel")),
                spec("delete_message", Category.EXTERNAL_MESSAGE_DELETE, true, Optional.empty()),
                spec("get_message", Category.EXTERNAL_MESSAGE_READ, false, Optional.empty()));
    }

    @Override
    public Optional<String> leftOut(String action) {
        return Optional.ofNullable(leftOut.get(action));
    }

    private ActionSpec spec(
            String slug, Category category, boolean effect, Optional<String> recipient) {
        return new ActionSpec(
                slug,
                "a chat's " + slug,
                Json.object().put("required", List.of("text")).build(),
                Json.object().put("required", List.of("ts")).build(),
                new Permission(category, slug, effect),
                recipient,
                idempotency,
                keyLifetime,
                Optional.empty());
    }

    @Override
    public synchronized ActionResult perform(ActionCall call, CallContext context) {
        calls++;
        return switch (mood) {
            case ANSWERS -> post(call, "ts");
            case ANSWERS_ODDLY -> post(call, "time");
            case LOSES_THE_ANSWER -> {
                post(call, "ts");
                throw new ConnectorException.OutcomeUnknown("posting", "the line broke");
            }
            case LOSES_THE_REQUEST ->
                    throw new ConnectorException.OutcomeUnknown("posting", "the line broke");
            case TIMES_OUT ->
                    throw new ConnectorException.Timeout(
                            ConnectorException.Timeout.Phase.WAIT, Duration.ofSeconds(30));
            case BREAKS ->
                    throw new ConnectorException.Internal("broken", new IllegalStateException());
            case REFUSES -> throw new ConnectorException.Invalid("text", "too rude", List.of());
            case IS_DOWN -> throw new ConnectorException.Unavailable("the chat is down");
            case LIMITS ->
                    throw new ConnectorException.RateLimited(
                            Instant.EPOCH, Duration.ofMinutes(45), false);
        };
    }

    @Override
    public synchronized Reconciliation reconcile(
            ActionCall call, Instant attemptedAt, CallContext context) {
        questions++;
        return reconciliation;
    }

    ActionResult result(String id, String member) {
        return new ActionResult(
                Tainted.of("posted", FROM_CHAT),
                Tainted.of(Json.object().put(member, id).build(), FROM_CHAT),
                Optional.of(new Receipt(Tainted.of(id, FROM_CHAT), Optional.empty())));
    }

    private ActionResult post(ActionCall call, String member) {
        boolean isNew = keys.add(call.key().text()) || idempotency != Idempotency.KEY;
        if (isNew) {
            record(text(call.input().value().json()));
        }
        return result("m-" + posted.size(), member);
    }

    void record(String text) {
        posted.add(text);
    }

    private static String text(Json.JsonObject input) {
        return input.get("text").orElseThrow() instanceof Json.JsonText(String text) ? text : "?";
    }
}
