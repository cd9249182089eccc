package dev.stile.api.recordaction;

import dev.stile.api.action.ActionCall;
import dev.stile.api.action.ActionResult;
import dev.stile.api.action.ActionSet;
import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Idempotency;
import dev.stile.api.action.Reconciliation;
import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.record.Comment;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.CreateIntent;
import dev.stile.api.store.Feature;
import dev.stile.api.store.FindResult;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RecordStore;
import dev.stile.api.store.WriteResult;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The usual actions over a record store. Any thread may call. */
public final class RecordActions implements ActionSet {
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
        Asked asked = new Asked(call);
        if (action.equals(names.create())) {
            return Results.of(
                    "made",
                    asked.project(),
                    store.createRecord(asked.project(), asked.draft(), call.key(), context)
                            .record());
        }
        if (action.equals(RecordActionSpecs.COMMENT)) {
            return commented(asked, context);
        }
        if (action.equals(names.setStatus())) {
            FieldValue status = new FieldValue.TextValue(asked.text("status"));
            return changed(asked, new FieldChange.Set(FieldRef.STATUS, status), context);
        }
        if (action.equals(RecordActionSpecs.ASSIGN)) {
            String id = asked.text("person");
            FieldValue person = new FieldValue.PersonValue(new Person(id, Optional.empty(), id));
            FieldValue people = new FieldValue.ListValue(List.of(person));
            return changed(asked, new FieldChange.Set(FieldRef.ASSIGNEES, people), context);
        }
        if (action.equals(names.get())) {
            return Results.of("read", asked.project(), read(asked, context));
        }
        throw new NotSupported(action);
    }

    /**
     * Looks from the time of the attempt on, as our clock had it. A server whose clock is behind
     * ours makes this "cannot tell" before it makes it wrong.
     */
    @Override
    public Reconciliation reconcile(ActionCall call, Instant attemptedAt, CallContext context) {
        Asked asked = new Asked(call);
        Optional<CreateIntent> intent = intent(asked);
        if (intent.isEmpty() || !store.supports(Feature.FIND_CREATED)) {
            return new Reconciliation.CannotTell("only what was made can be looked for");
        }
        return switch (store.findCreated(
                asked.project(), intent.get(), call.key(), attemptedAt, context)) {
            case FindResult.Found(RecordId id) ->
                    new Reconciliation.Found(found(asked, id, context));
            case FindResult.Absent absent -> new Reconciliation.NotSeen();
            case FindResult.CannotTell(String why) -> new Reconciliation.CannotTell(why);
        };
    }

    private Optional<CreateIntent> intent(Asked asked) {
        String action = asked.call().action();
        if (action.equals(names.create())) {
            return Optional.of(new CreateIntent.OfRecord(asked.draft()));
        }
        return action.equals(RecordActionSpecs.COMMENT)
                ? Optional.of(new CreateIntent.OfComment(asked.record(), asked.comment()))
                : Optional.empty();
    }

    /** What was found is a record, or a comment of the record that the call names. */
    private ActionResult found(Asked asked, RecordId id, CallContext context) {
        if (asked.call().action().equals(names.create())) {
            return Results.of(
                    "made", asked.project(), store.getRecord(asked.project(), id, context));
        }
        Tainted<TrackerRecord> record = read(asked, context);
        return store.listComments(asked.project(), asked.record(), context).stream()
                .filter(comment -> comment.checked(Comment::id).equals(id))
                .findFirst()
                .map(comment -> Results.commented(asked.project(), record, comment))
                .orElseGet(() -> Results.of("commented on", asked.project(), record));
    }

    private ActionResult commented(Asked asked, CallContext context) {
        Tainted<Comment> comment = comment(asked, context);
        try {
            return Results.commented(asked.project(), read(asked, context), comment);
        } catch (ConnectorException unreadable) {
            // The comment is there: no error may say that it is not.
            throw new OutcomeUnknown(
                    "commenting", "it worked, and the record cannot be read", unreadable);
        }
    }

    private Tainted<Comment> comment(Asked asked, CallContext context) {
        try {
            return store.addComment(
                    asked.project(), asked.record(), asked.comment(), asked.call().key(), context);
        } catch (Invalid refused) {
            throw asked.refusal(refused);
        }
    }

    /** The record is read first, so that the write has a precondition. */
    private ActionResult changed(Asked asked, FieldChange change, CallContext context) {
        Version before = read(asked, context).checked(record -> record.meta().version());
        RecordChange wanted = new RecordChange(List.of(change), Optional.empty());
        WriteResult result = update(asked, wanted, before, context);
        if (!result.notTaken().isEmpty()) {
            throw new Invalid(
                    asked.member(result.notTaken().getFirst().toString()),
                    "the server did not take the value",
                    List.of());
        }
        return Results.of("changed", asked.project(), result.record());
    }

    private WriteResult update(
            Asked asked, RecordChange wanted, Version before, CallContext context) {
        try {
            return store.updateRecord(
                    asked.project(),
                    asked.record(),
                    asked.field(wanted),
                    new Precondition.IfVersion(before),
                    context);
        } catch (Invalid refused) {
            throw asked.refusal(refused);
        }
    }

    private Tainted<TrackerRecord> read(Asked asked, CallContext context) {
        return store.getRecord(asked.project(), asked.record(), context);
    }
}
