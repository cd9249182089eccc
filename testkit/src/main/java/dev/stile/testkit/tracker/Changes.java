package dev.stile.testkit.tracker;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.record.AllowedValues;
import dev.stile.api.record.BodyChange;
import dev.stile.api.record.CommentCount;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldType;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.RecordMeta;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.Status;
import dev.stile.api.record.StatusCategory;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What drafts and changes do to a record of the tracker in memory. */
final class Changes {
    static final FieldRef SEVERITY = FieldRef.extension("severity");
    private static final Instant BEGINNING = Instant.parse("2026-01-05T10:00:00Z");

    static final RecordSchema SCHEMA =
            new RecordSchema(
                    "issues",
                    List.of(
                            FieldSchema.of(FieldRef.TITLE, FieldType.one(FieldType.Kind.TEXT))
                                    .asRequired()
                                    .longest(255),
                            FieldSchema.of(FieldRef.STATUS, FieldType.one(FieldType.Kind.TEXT))
                                    .asRequired()
                                    .allowing(new AllowedValues.Names(List.of("Open", "Done"))),
                            FieldSchema.of(FieldRef.LABELS, FieldType.listOf(FieldType.Kind.TEXT)),
                            FieldSchema.of(FieldRef.PARENT, FieldType.one(FieldType.Kind.RECORD)),
                            FieldSchema.of(FieldRef.DUE, FieldType.one(FieldType.Kind.DATE)),
                            FieldSchema.of(SEVERITY, FieldType.one(FieldType.Kind.NUMBER)),
                            FieldSchema.of(FieldRef.BODY, FieldType.one(FieldType.Kind.TEXT))
                                    .longest(100_000)),
                    List.of(
                            new Status("Open", StatusCategory.TODO),
                            new Status("Done", StatusCategory.DONE)),
                    RecordSchema.BodyFormat.MARKDOWN,
                    100,
                    Duration.ofSeconds(1),
                    Duration.ZERO,
                    false,
                    RecordSchema.CommentRules.NONE,
                    false);

    private Changes() {}

    static Instant at(long sequence) {
        return BEGINNING.plusSeconds(sequence);
    }

    static TrackerRecord created(long id, RecordDraft draft, long sequence) {
        RecordMeta meta =
                RecordMeta.of(new Version("v" + sequence))
                        .withTimes(Optional.of(at(sequence)), Optional.of(at(sequence)))
                        .withUrl("http://127.0.0.1/issues/" + id)
                        .withComments(new CommentCount.Known(0));
        TrackerRecord.Builder record =
                TrackerRecord.of(new RecordId(Long.toString(id)), draft.title(), meta)
                        .status(status("Open"));
        draft.values().forEach((field, value) -> set(record, field, value));
        return record.body(draft.body().orElse("")).build();
    }

    static TrackerRecord changed(TrackerRecord before, RecordChange change, long sequence) {
        RecordMeta meta = before.meta();
        TrackerRecord.Builder record =
                TrackerRecord.of(
                                before.id(),
                                before.title(),
                                RecordMeta.of(new Version("v" + sequence))
                                        .withTimes(meta.createdAt(), Optional.of(at(sequence)))
                                        .withUrl(meta.url().orElseThrow())
                                        .withComments(meta.comments()))
                        .body(change.body().map(BodyChange::text).orElse(before.body()));
        Map<FieldRef, FieldValue> values = new TreeMap<>(before.values());
        for (FieldChange field : change.fields()) {
            switch (field) {
                case FieldChange.Set(FieldRef name, FieldValue value) -> values.put(name, value);
                case FieldChange.Clear(FieldRef name) -> values.remove(name);
                case FieldChange.Amend amend ->
                        values.put(amend.field(), amended(values.get(amend.field()), amend));
            }
        }
        values.forEach((field, value) -> set(record, field, value));
        return record.build();
    }

    private static FieldValue amended(@Nullable FieldValue before, FieldChange.Amend amend) {
        List<FieldValue> items =
                new ArrayList<>(
                        before instanceof FieldValue.ListValue(List<FieldValue> known)
                                ? known
                                : List.of());
        items.removeAll(amend.removed());
        amend.added().stream().filter(item -> !items.contains(item)).forEach(items::add);
        return new FieldValue.ListValue(items);
    }

    private static void set(TrackerRecord.Builder record, FieldRef field, FieldValue value) {
        if (field.equals(FieldRef.STATUS) && value instanceof FieldValue.TextValue(String name)) {
            record.status(status(name));
        } else {
            record.set(field, value);
        }
    }

    private static Status status(String name) {
        return SCHEMA.statuses().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such status"));
    }

    /** The place in the sequence that a cursor stands for. */
    static long since(String text, long sequence) {
        try {
            long since = Long.parseLong(text);
            if (since <= sequence) {
                return since;
            }
        } catch (NumberFormatException notOurs) {
            throw ConnectorException.Invalid.cursor("it is not one of this tracker's");
        }
        throw ConnectorException.Invalid.cursor("it is of the future");
    }
}
