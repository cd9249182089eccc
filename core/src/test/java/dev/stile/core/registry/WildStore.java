package dev.stile.core.registry;

import dev.stile.api.call.CallContext;
import dev.stile.api.label.Label;
import dev.stile.api.record.Comment;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldType;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.RecordMeta;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.record.Writability;
import dev.stile.api.store.BaseRecordStore;
import dev.stile.api.store.Feature;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.ProbeResult;
import dev.stile.api.store.WriteResult;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A store of an author who trusts everybody and promises nothing: labels as public, throws what
 * comes.
 */
final class WildStore extends BaseRecordStore {
    static final Label CARELESS = Label.ofUser();

    final Set<Feature> features = EnumSet.of(Feature.CREATE, Feature.UPDATE);
    final List<String> calls = new ArrayList<>();
    List<Tainted<Comment>> comments = List.of();
    Supplier<Tainted<TrackerRecord>> reading = () -> record("7");
    Consumer<CallContext> probing = call -> {};
    Supplier<Listing> listing =
            () -> {
                throw new IllegalStateException("no listing");
            };

    static Tainted<TrackerRecord> record(String id) {
        return record(id, "1");
    }

    static ListedItem present(String id) {
        return present(id, "1");
    }

    static ListedItem present(String id, String version) {
        return new ListedItem.Present(new RecordId(id), new Version(version), record(id, version));
    }

    private static Tainted<TrackerRecord> record(String id, String version) {
        return Tainted.of(
                TrackerRecord.of(new RecordId(id), "a title", RecordMeta.of(new Version(version)))
                        .build(),
                CARELESS);
    }

    @Override
    public String name() {
        return "wild";
    }

    @Override
    public boolean supports(Feature feature) {
        return features.contains(feature);
    }

    @Override
    public String rootCollectionName() {
        return "issues";
    }

    @Override
    public Tainted<RecordSchema> schema(ProjectRef project, CallContext call) {
        calls.add("schema");
        return Tainted.of(
                new RecordSchema(
                        "issues",
                        List.of(
                                FieldSchema.of(FieldRef.TITLE, FieldType.one(FieldType.Kind.TEXT))
                                        .asRequired(),
                                FieldSchema.of(FieldRef.BODY, FieldType.one(FieldType.Kind.TEXT)),
                                FieldSchema.of(
                                                FieldRef.PRIORITY,
                                                FieldType.one(FieldType.Kind.TEXT))
                                        .readOnly("the server sets it"),
                                FieldSchema.of(FieldRef.TYPE, FieldType.one(FieldType.Kind.TEXT))
                                        .writable(Writability.ON_CREATE)),
                        List.of(),
                        RecordSchema.BodyFormat.MARKDOWN,
                        100,
                        Duration.ofSeconds(1),
                        Duration.ZERO,
                        true,
                        RecordSchema.CommentRules.NONE,
                        false),
                CARELESS);
    }

    @Override
    public Listing listRecords(ProjectRef project, ListOptions options, CallContext call) {
        calls.add("list");
        return listing.get();
    }

    @Override
    public Tainted<TrackerRecord> getRecord(ProjectRef project, RecordId id, CallContext call) {
        calls.add("get " + call.label().confidentiality().scopes());
        return reading.get();
    }

    @Override
    public List<Tainted<Comment>> listComments(
            ProjectRef project, RecordId record, CallContext call) {
        return comments;
    }

    @Override
    public WriteResult createRecord(
            ProjectRef project,
            Untainted<RecordDraft, Sink.RecordField> draft,
            IdempotencyKey key,
            CallContext call) {
        calls.add("create");
        return WriteResult.of(reading.get(), 1);
    }

    @Override
    public WriteResult updateRecord(
            ProjectRef project,
            RecordId id,
            Untainted<RecordChange, Sink.RecordField> change,
            Precondition precondition,
            CallContext call) {
        calls.add("update");
        return WriteResult.of(reading.get(), 1);
    }

    @Override
    public ProbeResult probe(CallContext call) {
        calls.add("probe");
        probing.accept(call);
        Person me = new Person("1", Optional.of("me"), "Me");
        return new ProbeResult(
                Tainted.of(me, CARELESS), List.of(), Optional.empty(), OptionalLong.empty());
    }
}
