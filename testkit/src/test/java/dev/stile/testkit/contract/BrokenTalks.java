package dev.stile.testkit.contract;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.record.Comment;
import dev.stile.api.record.CommentDraft;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordChange;
import dev.stile.api.store.DeleteReason;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RecordStore;
import dev.stile.api.store.RemoveMode;
import dev.stile.api.store.RemoveResult;
import dev.stile.api.store.WriteResult;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;

import java.util.List;
import java.util.function.UnaryOperator;

/** Stores that get people, workflows and comments wrong. */
final class BrokenTalks {
    private BrokenTalks() {}

    static List<Twin> all() {
        return List.of(
                Twin.that("does not say what is reachable", BrokenTalks::withoutReachable, "C48"),
                Twin.that("knows of fewer reasons than there are", Unreasonable::new, "C55"),
                Twin.that(
                        "leaves out whom it does not know",
                        store -> assigning(store, people -> List.of(), false),
                        "C62"),
                Twin.that(
                        "knows people by the name that is shown",
                        store -> assigning(store, BrokenTalks::firstOfThatName, true),
                        "C63"),
                Twin.that(
                        "shows the newest comment first",
                        store ->
                                new Passing(store) {
                                    @Override
                                    public List<Tainted<Comment>> listComments(
                                            ProjectRef project, RecordId record, CallContext call) {
                                        return super.listComments(project, record, call).reversed();
                                    }
                                },
                        "C65"),
                Twin.that("cleans what people say", Cleaning::new, "C65"));
    }

    private static RecordStore withoutReachable(RecordStore store) {
        return new Passing(store) {
            @Override
            public WriteResult updateRecord(
                    ProjectRef project,
                    RecordId id,
                    Untainted<RecordChange, Sink.RecordField> change,
                    Precondition precondition,
                    CallContext call) {
                try {
                    return super.updateRecord(project, id, change, precondition, call);
                } catch (Invalid refused) {
                    throw new Invalid(refused.field(), "not from here", List.of());
                }
            }
        };
    }

    /** Leaves open what is a duplicate. */
    private static final class Unreasonable extends Passing {
        Unreasonable(RecordStore healthy) {
            super(healthy);
        }

        @Override
        public RemoveResult deleteOrClose(
                ProjectRef project,
                RecordId id,
                RemoveMode mode,
                DeleteReason reason,
                Precondition precondition,
                CallContext call) {
            return mode == RemoveMode.CLOSE && reason == DeleteReason.DUPLICATE
                    ? new RemoveResult.Closed(getRecord(project, id, call))
                    : super.deleteOrClose(project, id, mode, reason, precondition, call);
        }
    }

    private static RecordStore assigning(
            RecordStore store, UnaryOperator<List<FieldValue>> people, boolean known) {
        return new Passing(store) {
            @Override
            public WriteResult updateRecord(
                    ProjectRef project,
                    RecordId id,
                    Untainted<RecordChange, Sink.RecordField> change,
                    Precondition precondition,
                    CallContext call) {
                return super.updateRecord(
                        project,
                        id,
                        change.map(sent -> reassigned(sent, people, known)),
                        precondition,
                        call);
            }
        };
    }

    private static RecordChange reassigned(
            RecordChange change, UnaryOperator<List<FieldValue>> people, boolean known) {
        return new RecordChange(
                change.fields().stream()
                        .map(
                                each ->
                                        each
                                                                instanceof
                                                                FieldChange.Set(
                                                                        FieldRef field,
                                                                        FieldValue.ListValue(
                                                                                List<FieldValue>
                                                                                        items))
                                                        && field.equals(FieldRef.ASSIGNEES)
                                                        && areKnown(items) == known
                                                ? new FieldChange.Set(
                                                        field,
                                                        new FieldValue.ListValue(
                                                                people.apply(items)))
                                                : each)
                        .toList(),
                change.body());
    }

    private static boolean areKnown(List<FieldValue> people) {
        return people.stream()
                .allMatch(
                        person ->
                                person instanceof FieldValue.PersonValue(Person who)
                                        && MemoryWorld.PEOPLE.contains(who));
    }

    private static List<FieldValue> firstOfThatName(List<FieldValue> people) {
        return people.stream()
                .<FieldValue>map(person -> new FieldValue.PersonValue(firstNamedAs(person)))
                .toList();
    }

    private static Person firstNamedAs(FieldValue person) {
        String name = ((FieldValue.PersonValue) person).person().display();
        return MemoryWorld.PEOPLE.stream()
                .filter(known -> known.display().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static final class Cleaning extends Passing {
        Cleaning(RecordStore healthy) {
            super(healthy);
        }

        @Override
        public Tainted<Comment> addComment(
                ProjectRef project,
                RecordId record,
                Untainted<CommentDraft, Sink.RecordField> draft,
                IdempotencyKey key,
                CallContext call) {
            return super.addComment(
                    project,
                    record,
                    draft.map(
                            said ->
                                    new CommentDraft(
                                            said.body().replaceAll("<[^>]*>", ""), said.replyTo())),
                    key,
                    call);
        }
    }
}
