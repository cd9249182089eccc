package dev.stile.core.registry;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.record.BodyChange;
import dev.stile.api.record.BodySize;
import dev.stile.api.record.CommentDraft;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Fact;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the schema allows to be written (TR-11): the only source for it, asked before the connector
 * is.
 */
final class WriteRules {
    private enum Answer {
        WRITABLE,
        UNKNOWN_FIELD,
        READ_ONLY,
        NOT_ON_CREATE,
        NOT_ON_UPDATE,
        REQUIRED
    }

    private WriteRules() {}

    /**
     * @throws Invalid naming the first field that a new record may not be given, or a text that is
     *     too large
     */
    static void check(Tainted<RecordSchema> schema, RecordDraft draft) {
        Stream.of(
                        Stream.of(FieldRef.TITLE),
                        draft.values().keySet().stream(),
                        draft.body().stream().map(text -> FieldRef.BODY))
                .flatMap(fields -> fields)
                .forEach(field -> refuseUnlessWritable(schema, field, true));
        draft.body().ifPresent(WriteRules::refuseIfTooLarge);
    }

    /**
     * @throws Invalid naming the first field that may not be changed, or not be cleared
     */
    static void check(Tainted<RecordSchema> schema, RecordChange change) {
        change.changedFields().forEach(field -> refuseUnlessWritable(schema, field, false));
        change.body().map(BodyChange::text).ifPresent(WriteRules::refuseIfTooLarge);
        change.fields().stream()
                .<FieldRef>mapMulti(
                        (each, sink) -> {
                            if (each instanceof FieldChange.Clear(FieldRef field)) {
                                sink.accept(field);
                            }
                        })
                .filter(
                        field ->
                                schema.checked(known -> new Fact<>(clearing(known, field))).answer()
                                        == Answer.REQUIRED)
                .forEach(
                        field -> {
                            throw new Invalid(field, "it cannot be left empty", List.of());
                        });
    }

    /**
     * @throws Invalid if the text is too large
     */
    static void check(CommentDraft draft) {
        refuseIfTooLarge(draft.body());
    }

    /** It would come back without its text. */
    private static void refuseIfTooLarge(String text) {
        if (BodySize.isOver(text)) {
            throw new Invalid(
                    FieldRef.BODY, "a text is at most " + BodySize.MOST + " bytes", List.of());
        }
    }

    private static void refuseUnlessWritable(
            Tainted<RecordSchema> schema, FieldRef field, boolean creating) {
        Answer answer =
                schema.checked(known -> new Fact<>(writing(known, field, creating))).answer();
        switch (answer) {
            case WRITABLE, REQUIRED -> {}
            case UNKNOWN_FIELD -> throw new Invalid(field, "there is no such field", List.of());
            case READ_ONLY -> throw new Invalid(field, "only the server writes it", List.of());
            case NOT_ON_CREATE ->
                    throw new Invalid(
                            field, "it can be set only after the record was made", List.of());
            case NOT_ON_UPDATE ->
                    throw new Invalid(
                            field, "it can be set only while the record is made", List.of());
        }
    }

    private static Answer writing(RecordSchema schema, FieldRef field, boolean creating) {
        return schema.field(field)
                .map(FieldSchema::writable)
                .map(
                        when -> {
                            if (creating ? when.onCreate() : when.onUpdate()) {
                                return Answer.WRITABLE;
                            }
                            if (creating ? when.onUpdate() : when.onCreate()) {
                                return creating ? Answer.NOT_ON_CREATE : Answer.NOT_ON_UPDATE;
                            }
                            return Answer.READ_ONLY;
                        })
                .orElse(Answer.UNKNOWN_FIELD);
    }

    private static Answer clearing(RecordSchema schema, FieldRef field) {
        return schema.field(field).filter(FieldSchema::required).isPresent()
                ? Answer.REQUIRED
                : Answer.WRITABLE;
    }
}
