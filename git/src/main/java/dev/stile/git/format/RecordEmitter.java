package dev.stile.git.format;

import dev.stile.api.record.BodyState;
import dev.stile.api.record.CommentCount;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordMeta;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.value.RecordId;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes the file of a record: the same record and schema give the same bytes on every machine, in
 * every locale and release of one {@link #FORMAT}. Immutable; any thread may use it.
 */
public final class RecordEmitter {
    /** The number of the format. A change of the bytes is a new number. */
    public static final int FORMAT = 1;

    private final List<FieldSchema> core;
    private final Set<FieldRef> ordered;

    public RecordEmitter(RecordSchema schema) {
        this.core = Keys.core(schema);
        this.ordered =
                schema.fields().stream()
                        .filter(FieldSchema::orderMeaningful)
                        .map(FieldSchema::field)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The file of a record. A body that was not read, or that no text file can hold, is a {@link
     * BodyMarker}.
     */
    public byte[] emit(TrackerRecord record) {
        return text(record).getBytes(StandardCharsets.UTF_8);
    }

    /** The file of a record of which nothing but its id could be read. */
    public byte[] emitUnreadable(RecordId id) {
        StringBuilder out = new StringBuilder("---\n");
        textLine(out, Keys.ID, id.text());
        out.append("---\n").append(BodyMarker.UNREADABLE.line()).append('\n');
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String text(TrackerRecord record) {
        StringBuilder out = new StringBuilder(512 + record.body().length());
        RecordMeta meta = record.meta();
        out.append("---\n");
        textLine(out, Keys.ID, record.id().text());
        out.append(Keys.URL).append(": ");
        meta.url().ifPresentOrElse(url -> Scalars.appendUrl(out, url), () -> out.append("null"));
        out.append('\n');
        optionalLine(out, Keys.AUTHOR, meta.author().map(Spelling::of));
        instantLine(out, Keys.CREATED_AT, meta.createdAt());
        out.append('\n');
        for (FieldSchema field : core) {
            field(out, "", field.field(), record.value(field.field()), field.type().list());
        }
        extensions(out, record.values());
        optionalLine(
                out,
                Keys.CATEGORY,
                record.status().map(status -> status.category().name().toLowerCase(Locale.ROOT)));
        out.append(Keys.COMMENTS).append(": ");
        switch (meta.comments()) {
            case CommentCount.Known(long count) -> out.append(count);
            case CommentCount.Deferred deferred -> out.append("deferred");
        }
        out.append('\n');
        instantLine(out, Keys.UPDATED_AT, meta.updatedAt());
        out.append("---\n");
        body(out, record);
        return out.toString();
    }

    private void extensions(StringBuilder out, Map<FieldRef, FieldValue> values) {
        boolean first = true;
        for (Map.Entry<FieldRef, FieldValue> entry : values.entrySet()) {
            if (entry.getKey().extension() && !isEmpty(entry.getValue())) {
                if (first) {
                    out.append(Keys.FIELDS).append(":\n");
                    first = false;
                }
                boolean list = entry.getValue() instanceof FieldValue.ListValue;
                field(out, "  ", entry.getKey(), Optional.of(entry.getValue()), list);
            }
        }
    }

    private void field(
            StringBuilder out,
            String indent,
            FieldRef field,
            Optional<FieldValue> value,
            boolean list) {
        out.append(indent).append(field.name()).append(':');
        Optional<FieldValue> set = value.filter(present -> !isEmpty(present));
        if (set.isEmpty()) {
            out.append(list ? " []" : " null");
        } else if (set.get() instanceof FieldValue.ListValue(List<FieldValue> items)) {
            for (String item : items(field, items)) {
                out.append('\n').append(indent).append("  - ").append(item);
            }
        } else {
            out.append(list ? "\n" + indent + "  - " : " ");
            scalar(out, set.get());
        }
        out.append("\n\n");
    }

    private List<String> items(FieldRef field, List<FieldValue> values) {
        List<FieldValue> inOrder = values;
        if (!ordered.contains(field)) {
            inOrder = new ArrayList<>(values);
            inOrder.sort(
                    (left, right) ->
                            Scalars.BY_CODE_POINT.compare(Spelling.of(left), Spelling.of(right)));
        }
        List<String> items = new ArrayList<>(values.size());
        for (FieldValue value : inOrder) {
            StringBuilder item = new StringBuilder();
            scalar(item, value);
            items.add(item.toString());
        }
        return items;
    }

    private static String scalarText(FieldValue value) {
        StringBuilder text = new StringBuilder();
        scalar(text, value);
        return text.toString();
    }

    private static void scalar(StringBuilder out, FieldValue value) {
        switch (value) {
            case FieldValue.TextValue(var text) -> Scalars.appendText(out, text);
            case FieldValue.NumberValue(var number) -> Scalars.appendNumber(out, number);
            case FieldValue.FlagValue(var flag) -> out.append(flag);
            case FieldValue.DateValue(var date) -> Scalars.appendDate(out, date);
            case FieldValue.InstantValue(var instant) -> Scalars.appendInstant(out, instant);
            case FieldValue.PersonValue(var person) -> Scalars.appendText(out, Spelling.of(person));
            case FieldValue.RecordValue(var id) -> Scalars.appendText(out, id.text());
            case FieldValue.LinkValue(var link) -> Scalars.appendText(out, Spelling.of(link));
            case FieldValue.OpaqueValue(var json) -> Scalars.appendText(out, json);
            // A list in a list has no form of its own; it is shown as one text.
            case FieldValue.ListValue(var items) ->
                    Scalars.appendText(
                            out,
                            items.stream()
                                    .map(RecordEmitter::scalarText)
                                    .collect(Collectors.joining(", ")));
        }
    }

    /** An empty text or list is no value, so that both have one form. */
    private static boolean isEmpty(FieldValue value) {
        return (value instanceof FieldValue.TextValue(String text) && text.isEmpty())
                || (value instanceof FieldValue.ListValue(List<FieldValue> items)
                        && items.isEmpty());
    }

    private static void body(StringBuilder out, TrackerRecord record) {
        BodyState state = record.meta().body();
        if (state == BodyState.PRESENT && !Bodies.canBeShown(record.body())) {
            state = BodyState.UNREADABLE;
        }
        switch (state) {
            case PRESENT -> {
                String body = Bodies.unified(record.body());
                if (!body.isEmpty()) {
                    out.append('\n').append(body);
                    if (!body.endsWith("\n")) {
                        out.append('\n');
                    }
                }
            }
            case DEFERRED -> out.append(BodyMarker.DEFERRED.line()).append('\n');
            case UNREADABLE -> out.append(BodyMarker.UNREADABLE.line()).append('\n');
            case TOO_LARGE -> out.append(BodyMarker.TOO_LARGE.line()).append('\n');
        }
    }

    private static void textLine(StringBuilder out, String key, String text) {
        out.append(key).append(": ");
        Scalars.appendText(out, text);
        out.append('\n');
    }

    private static void optionalLine(StringBuilder out, String key, Optional<String> text) {
        out.append(key).append(": ");
        text.ifPresentOrElse(present -> Scalars.appendText(out, present), () -> out.append("null"));
        out.append('\n');
    }

    private static void instantLine(StringBuilder out, String key, Optional<Instant> time) {
        out.append(key).append(": ");
        time.ifPresentOrElse(
                present -> Scalars.appendInstant(out, present), () -> out.append("null"));
        out.append('\n');
    }
}
