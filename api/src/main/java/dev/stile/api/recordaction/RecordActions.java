package dev.stile.api.recordaction;

import dev.stile.api.action.ActionCall;
import dev.stile.api.action.ActionInput;
import dev.stile.api.action.ActionResult;
import dev.stile.api.action.ActionSet;
import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Idempotency;
import dev.stile.api.action.Receipt;
import dev.stile.api.action.Reconciliation;
import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.event.RecordEventId;
import dev.stile.api.json.Json;
import dev.stile.api.record.Comment;
import dev.stile.api.record.CommentDraft;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.CreateIntent;
import dev.stile.api.store.FindResult;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RecordStore;
import dev.stile.api.store.WriteResult;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.api.taint.WritableInput;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The usual actions over a record store. Any thread may call. */
public final class RecordActions implements ActionSet {
    /** How far our clock may be from the server's when a lost create is looked for. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

    private final RecordStore store;
    private final RecordActionNames names;
    private final List<ActionSpec> actions;

    /**
     * @param creates what makes it safe to create or comment again at this store
     */
    public RecordActions(RecordStore store, RecordActionNames names, Idempotency creates) {
        this.store = store;
        this.names = names;
        this.actions = RecordActionSpecs.of(names, creates);
    }

    @Override
    public List<ActionSpec> actions() {
        return actions;
    }

    @Override
    public ActionResult perform(ActionCall call, CallContext context) {
        String action = call.action();
        if (action.equals(names.create())) {
            return written(
                    "made",
                    project(call),
                    store.createRecord(project(call), draft(call), call.key(), context).record());
        }
        if (action.equals(RecordActionSpecs.COMMENT)) {
            return commented(call, context);
        }
        if (action.equals(names.setStatus())) {
            FieldValue status = new FieldValue.TextValue(text(call, "status"));
            return changed(call, new FieldChange.Set(FieldRef.STATUS, status), context);
        }
        if (action.equals(RecordActionSpecs.ASSIGN)) {
            String id = text(call, "person");
            FieldValue person = new FieldValue.PersonValue(new Person(id, Optional.empty(), id));
            FieldValue people = new FieldValue.ListValue(List.of(person));
            return changed(call, new FieldChange.Set(FieldRef.ASSIGNEES, people), context);
        }
        if (action.equals(names.get())) {
            return written("read", project(call), read(call, context));
        }
        throw new NotSupported(action);
    }

    @Override
    public Reconciliation reconcile(ActionCall call, Instant attemptedAt, CallContext context) {
        Optional<CreateIntent> intent = intent(call);
        if (intent.isEmpty()) {
            return new Reconciliation.CannotTell("only what was made can be looked for");
        }
        Instant since = attemptedAt.minus(CLOCKS_DIFFER);
        return switch (store.findCreated(project(call), intent.get(), call.key(), since, context)) {
            case FindResult.Found(RecordId id) ->
                    new Reconciliation.Found(found(call, id, context));
            case FindResult.Absent absent -> new Reconciliation.Absent();
            case FindResult.CannotTell(String why) -> new Reconciliation.CannotTell(why);
        };
    }

    private Optional<CreateIntent> intent(ActionCall call) {
        if (call.action().equals(names.create())) {
            return Optional.of(new CreateIntent.OfRecord(draft(call)));
        }
        return call.action().equals(RecordActionSpecs.COMMENT)
                ? Optional.of(new CreateIntent.OfComment(record(call), comment(call)))
                : Optional.empty();
    }

    /** What was found is a record, or a comment of the record that the call names. */
    private ActionResult found(ActionCall call, RecordId id, CallContext context) {
        boolean made = call.action().equals(names.create());
        RecordId record = made ? id : record(call);
        return written(
                made ? "made" : "commented",
                project(call),
                store.getRecord(project(call), record, context));
    }

    private ActionResult commented(ActionCall call, CallContext context) {
        Tainted<Comment> comment =
                store.addComment(project(call), record(call), comment(call), call.key(), context);
        Tainted<TrackerRecord> record = read(call, context);
        Tainted<Json> output =
                record.combine(
                        comment,
                        (now, said) -> output(now).put("comment", said.id().text()).build());
        return result("commented", project(call), record, output);
    }

    /** The status quo is read first, so that the write has a precondition. */
    private ActionResult changed(ActionCall call, FieldChange change, CallContext context) {
        Version before = read(call, context).checked(record -> record.meta().version());
        RecordChange wanted = new RecordChange(List.of(change), Optional.empty());
        WriteResult result =
                store.updateRecord(
                        project(call),
                        record(call),
                        field(call, wanted),
                        new Precondition.IfVersion(before),
                        context);
        if (!result.notTaken().isEmpty()) {
            throw new Invalid(
                    result.notTaken().getFirst(), "the server did not take the value", List.of());
        }
        return written("changed", project(call), result.record());
    }

    private Tainted<TrackerRecord> read(ActionCall call, CallContext context) {
        return store.getRecord(project(call), record(call), context);
    }

    private static ActionResult written(
            String what, ProjectRef project, Tainted<TrackerRecord> record) {
        return result(what, project, record, record.map(now -> output(now).build()));
    }

    private static ActionResult result(
            String what, ProjectRef project, Tainted<TrackerRecord> record, Tainted<Json> output) {
        return new ActionResult(
                record.map(now -> now.id().text() + " was " + what),
                output,
                Optional.of(receipt(project, record)));
    }

    /** The event about this version is our own echo. */
    private static Receipt receipt(ProjectRef project, Tainted<TrackerRecord> record) {
        Tainted<String> id =
                record.map(now -> RecordEventId.of(project, now.id(), now.meta().version()).text());
        return new Receipt(id, Optional.empty());
    }

    private static Json.ObjectBuilder output(TrackerRecord record) {
        return Json.object()
                .put("id", record.id().text())
                .put("version", record.meta().version().text())
                .put("title", record.title())
                .putIf("status", record.status().map(status -> status.name()))
                .putIf("url", record.meta().url());
    }

    private static ProjectRef project(ActionCall call) {
        return new ProjectRef(text(call, "project"));
    }

    private static RecordId record(ActionCall call) {
        return new RecordId(text(call, "id"));
    }

    private static Untainted<RecordDraft, Sink.RecordField> draft(ActionCall call) {
        RecordDraft titled = RecordDraft.titled(text(call, "title"));
        return field(call, find(call, "body").map(titled::withBody).orElse(titled));
    }

    private static Untainted<CommentDraft, Sink.RecordField> comment(ActionCall call) {
        return field(call, new CommentDraft(text(call, "text"), Optional.empty()));
    }

    /** The input was made for an action; its texts are checked again for a record's fields. */
    private static <T extends WritableInput> Untainted<T, Sink.RecordField> field(
            ActionCall call, T value) {
        return Tainted.of(value, call.input().label()).sanitise(Sanitizers.recordField());
    }

    private static String text(ActionCall call, String name) {
        return find(call, name)
                .orElseThrow(
                        () -> new IllegalStateException("the schema requires a text: " + name));
    }

    private static Optional<String> find(ActionCall call, String name) {
        ActionInput input = call.input().value();
        return input.json()
                .get(name)
                .flatMap(
                        value ->
                                value instanceof Json.JsonText(String text)
                                        ? Optional.of(text)
                                        : Optional.empty());
    }
}
