package dev.stile.testkit.action;

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
import dev.stile.api.error.ConnectorException.Auth;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.http.EgressClient;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.http.Url;
import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.Quantity;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can be done with a ledger: one action of each claim, and one that reads. */
record LedgerActions(EgressClient egress) implements ActionSet {
    static final String ENTRY = "add_entry";
    static final String NOTE = "add_note";
    static final String MARK = "set_mark";
    static final String READ = "get_notes";

    static final List<ActionSpec> SPECS =
            List.of(
                    spec(ENTRY, Category.EXTERNAL_RECORD_CREATE, Idempotency.KEY, true),
                    spec(NOTE, Category.EXTERNAL_RECORD_UPDATE, Idempotency.LOOKUP, true),
                    spec(MARK, Category.EXTERNAL_RECORD_UPDATE, Idempotency.NATURAL, true),
                    spec(READ, Category.EXTERNAL_RECORD_READ, Idempotency.NATURAL, false));

    @Override
    public List<ActionSpec> actions() {
        return SPECS;
    }

    @Override
    public ActionResult perform(ActionCall call, CallContext context) {
        if (SPECS.stream().noneMatch(spec -> spec.slug().equals(call.action()))) {
            throw new NotSupported(call.action());
        }
        String place = text(call, "place");
        if (call.action().equals(READ)) {
            Tainted<JsonView> found = ask("note", place, context);
            long count = found.checked(view -> new Quantity(view.items().size())).value();
            return result(found.map(view -> "notes-" + count));
        }
        Json body = Json.object().put("text", text(call, "text")).build();
        String kind = kind(call);
        HttpRequest request =
                HttpRequest.write(
                        "POST", url(kind, place), "writing it down", UserInput.trusted(body));
        HttpAnswer answer =
                egress.send(
                        call.action().equals(ENTRY)
                                ? request.keyed("Key", call.key().text())
                                : request,
                        context);
        return result(checked(answer).json().map(view -> view.field("id").text()));
    }

    @Override
    public Reconciliation reconcile(ActionCall call, Instant attemptedAt, CallContext context) {
        if (call.action().equals(ENTRY)) {
            return found(ask("key", call.key().text(), context), text(call, "text"), context);
        }
        return call.action().equals(NOTE)
                ? found(ask("note", text(call, "place"), context), text(call, "text"), context)
                : new Reconciliation.CannotTell("it leaves no trace");
    }

    private static Reconciliation found(Tainted<JsonView> lines, String text, CallContext context) {
        List<Tainted<JsonView>> own =
                lines.mapEach(
                        view ->
                                view.items().stream()
                                        .filter(line -> line.field("own").flag())
                                        .filter(line -> line.field("text").text().equals(text))
                                        .toList());
        return own.size() == 1
                ? new Reconciliation.Found(
                        result(own.getFirst().map(line -> line.field("id").text())))
                : new Reconciliation.Absent();
    }

    private Tainted<JsonView> ask(String kind, String name, CallContext context) {
        return checked(egress.send(HttpRequest.get(url(kind, name), "looking"), context)).json();
    }

    private static HttpAnswer checked(HttpAnswer answer) {
        return switch (answer.status()) {
            case 200, 201 -> answer;
            case 401 -> throw new Auth("the ledger does not know you");
            case 422 -> throw new Invalid("text", "the ledger does not take it", List.of());
            default -> throw new NotFound(NotFound.What.RECORD, "there is no such place");
        };
    }

    static ActionResult result(Tainted<String> id) {
        return new ActionResult(
                id.map(text -> text + " is written down"),
                id.map(text -> Json.object().put("id", text).build()),
                Optional.of(new Receipt(id, Optional.empty())));
    }

    private static String kind(ActionCall call) {
        return call.action().substring(call.action().indexOf('_') + 1);
    }

    static String text(ActionCall call, String name) {
        if (call.input().value().json().get(name).orElse(Json.nothing())
                instanceof Json.JsonText(String text)) {
            return text;
        }
        throw new Invalid(name, "a text is due here", List.of());
    }

    private static Url url(String kind, String name) {
        return Url.under(URI.create("https://ledger.example")).segments(kind, name);
    }

    private static ActionSpec spec(
            String slug, Category category, Idempotency idempotency, boolean effect) {
        Json text = Json.object().put("type", "string").build();
        Json.ObjectBuilder input = Json.object().put("place", text);
        if (effect) {
            input.put("text", text);
        }
        return new ActionSpec(
                slug,
                "writes or reads",
                object(effect ? List.of("place", "text") : List.of("place"), input),
                object(List.of("id"), Json.object().put("id", text)),
                new Permission(category, "writes or reads", effect),
                effect ? Optional.of("/place") : Optional.empty(),
                idempotency,
                Optional.empty(),
                Optional.empty());
    }

    private static Json object(List<String> required, Json.ObjectBuilder properties) {
        return Json.object()
                .put("type", "object")
                .put("required", required)
                .put("additionalProperties", false)
                .put("properties", properties.build())
                .build();
    }
}
