package dev.stile.connectors.redmine;

import dev.stile.api.action.ActionCall;
import dev.stile.api.action.ActionResult;
import dev.stile.api.action.ActionSet;
import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Category;
import dev.stile.api.action.Idempotency;
import dev.stile.api.action.Permission;
import dev.stile.api.action.Reconciliation;
import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.json.Json;
import dev.stile.api.recordaction.Asked;
import dev.stile.api.recordaction.RecordActionNames;
import dev.stile.api.recordaction.RecordActionSpecs;
import dev.stile.api.recordaction.RecordActions;
import dev.stile.api.recordaction.Schemas;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Quantity;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The usual actions of a tracker, and a search. Any thread may call. */
final class RedmineActions implements ActionSet {
    private static final String SEARCH = "search";
    private static final int MOST = 100;
    private static final int USUAL = 25;
    private static final RecordActionNames NAMES = new RecordActionNames("issue", "set_status");

    /** All of them as data. The server honours no key, and what was made can be found. */
    static final List<ActionSpec> SPECS =
            Stream.concat(
                            RecordActionSpecs.of(NAMES, Idempotency.LOOKUP).stream(),
                            Stream.of(search()))
                    .toList();

    private final RedmineStore store;
    private final RecordActions usual;

    RedmineActions(RedmineStore store) {
        this.store = store;
        this.usual = new RecordActions(store, NAMES, Idempotency.LOOKUP);
    }

    @Override
    public List<ActionSpec> actions() {
        return SPECS;
    }

    @Override
    public ActionResult perform(ActionCall call, CallContext context) {
        if (!call.action().equals(SEARCH)) {
            return usual.perform(call, context);
        }
        Json.JsonObject input = call.input().value().json();
        Tainted<Json> found =
                store.search(new Asked(call).project(), text(input, "text"), limit(input), context);
        long count = found.checked(output -> new Quantity(items(output).size())).value();
        return new ActionResult(
                found.map(output -> count + " issues found"), found, Optional.empty());
    }

    @Override
    public Reconciliation reconcile(ActionCall call, Instant attemptedAt, CallContext context) {
        return usual.reconcile(call, attemptedAt, context);
    }

    private static List<Json> items(Json output) {
        return output instanceof Json.JsonObject object
                        && object.get("items").orElse(Json.nothing())
                                instanceof Json.JsonArray(List<Json> items)
                ? items
                : List.of();
    }

    private static String text(Json.JsonObject input, String name) {
        if (input.get(name).orElse(Json.nothing()) instanceof Json.JsonText(String text)
                && !text.isBlank()) {
            return text;
        }
        throw new Invalid(name, "a text is due here", List.of());
    }

    private static int limit(Json.JsonObject input) {
        if (input.get("limit").isEmpty()) {
            return USUAL;
        }
        if (input.get("limit").orElse(Json.nothing()) instanceof Json.JsonNumber(BigDecimal number)
                && number.compareTo(BigDecimal.ONE) >= 0
                && number.compareTo(BigDecimal.valueOf(MOST)) <= 0) {
            return number.intValue();
        }
        throw new Invalid("limit", "a number from 1 to " + MOST + " is due here", List.of());
    }

    private static ActionSpec search() {
        Json input =
                Schemas.of(
                        List.of("project", "text"),
                        Json.object()
                                .put("project", Schemas.text("where to look", 400))
                                .put("text", Schemas.text("what a subject must hold", 200))
                                .put(
                                        "limit",
                                        Json.object()
                                                .put("type", "integer")
                                                .put("description", "at most so many")
                                                .put("minimum", 1)
                                                .put("maximum", MOST)
                                                .build()));
        Json item =
                Schemas.of(
                        List.of("id", "title"),
                        Json.object()
                                .put("id", Schemas.text("the issue", 200))
                                .put("title", Schemas.text("its subject", 1_000))
                                .put("status", Schemas.text("its status", 1_000))
                                .put("url", Schemas.text("where people look at it", 4_000)));
        Json output =
                Schemas.of(
                        List.of("items", "complete"),
                        Json.object()
                                .put(
                                        "items",
                                        Json.object()
                                                .put("type", "array")
                                                .put("items", item)
                                                .build())
                                .put("complete", Json.object().put("type", "boolean").build()));
        return new ActionSpec(
                SEARCH,
                "Finds issues by words of their subjects, those that changed last first",
                input,
                output,
                new Permission(Category.EXTERNAL_RECORD_READ, "searches issues", false),
                Optional.empty(),
                Idempotency.NATURAL,
                Optional.empty(),
                Optional.empty());
    }
}
