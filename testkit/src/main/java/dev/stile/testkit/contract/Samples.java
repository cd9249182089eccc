package dev.stile.testkit.contract;

import dev.stile.api.record.AllowedValues;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordDraft;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Values that a server takes, worked out from its schema where the world does not say. */
final class Samples {
    /**
     * Fields that depend on something else: a workflow, another record, a person. They have cases
     * of their own.
     */
    private static final Set<FieldRef> APART =
            Set.of(FieldRef.TITLE, FieldRef.BODY, FieldRef.STATUS, FieldRef.PARENT, FieldRef.LINKS);

    private Samples() {}

    static Optional<FieldValue> of(Scene scene, FieldSchema field) {
        if (APART.contains(field.field())) {
            return Optional.empty();
        }
        return scene.world().sample(scene.project(), field).or(() -> guess(scene, field));
    }

    /** A value for every field that a new record takes. */
    static Map<FieldRef, FieldValue> onCreate(Scene scene) {
        Map<FieldRef, FieldValue> samples = new TreeMap<>();
        for (FieldSchema field : scene.schema().fields()) {
            if (field.writable().onCreate()) {
                of(scene, field).ifPresent(value -> samples.put(field.field(), value));
            }
        }
        return samples;
    }

    /** A draft with all of those. */
    static RecordDraft fullDraft(Scene scene, String title) {
        RecordDraft draft = RecordDraft.titled(title).withBody("its text");
        for (Map.Entry<FieldRef, FieldValue> sample : onCreate(scene).entrySet()) {
            draft = draft.with(sample.getKey(), sample.getValue());
        }
        return draft;
    }

    private static Optional<FieldValue> guess(Scene scene, FieldSchema field) {
        Optional<FieldValue> one = single(scene, field);
        return field.type().list()
                ? one.map(value -> new FieldValue.ListValue(List.of(value)))
                : one;
    }

    private static Optional<FieldValue> single(Scene scene, FieldSchema field) {
        return switch (field.allowed()) {
            case AllowedValues.Names(List<String> names) ->
                    names.stream().reduce((first, last) -> last).map(FieldValue.TextValue::new);
            case AllowedValues.People(List<Person> people) ->
                    people.stream().findFirst().map(FieldValue.PersonValue::new);
            case AllowedValues.AskPerRecord ask -> Optional.empty();
            case AllowedValues.Any any -> ofKind(scene, field);
        };
    }

    private static Optional<FieldValue> ofKind(Scene scene, FieldSchema field) {
        return switch (field.type().kind()) {
            case TEXT -> Optional.of(new FieldValue.TextValue("sample"));
            case NUMBER -> Optional.of(new FieldValue.NumberValue(BigDecimal.valueOf(10)));
            case FLAG -> Optional.of(new FieldValue.FlagValue(true));
            case DATE -> Optional.of(new FieldValue.DateValue(LocalDate.of(2031, 3, 4)));
            case PERSON ->
                    scene.world().assignable(scene.project()).map(FieldValue.PersonValue::new);
            case INSTANT, RECORD, LINK, OPAQUE -> Optional.empty();
        };
    }
}
