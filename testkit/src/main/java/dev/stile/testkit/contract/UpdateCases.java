package dev.stile.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.record.BodyChange;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.Feature;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.WriteResult;
import dev.stile.api.value.RecordId;

import java.util.List;
import java.util.Optional;

/** Updates that nobody comes in between. */
final class UpdateCases {
    private final Scene scene;

    UpdateCases(Scene scene) {
        this.scene = scene;
    }

    @Case(
            value = "C38",
            needs = {Feature.CREATE, Feature.UPDATE})
    void onlyChangedFieldsLeave() {
        RecordId id = scene.one("a record", "text-that-must-stay-home");
        Precondition unchanged = scene.unchanged(id);

        List<Exchange> sent =
                scene.wire()
                        .during(() -> scene.update(id, Scene.titled("another title"), unchanged));

        List<String> texts =
                sent.stream().filter(Exchange::isWrite).flatMap(Exchange::texts).toList();
        assertThat(texts).contains("another title").doesNotContain("text-that-must-stay-home");
        assertThat(scene.read(id).body()).isEqualTo("text-that-must-stay-home");
    }

    @Case(
            value = "C41",
            needs = {Feature.CREATE, Feature.UPDATE})
    void clearingAField() {
        FieldSchema field =
                scene.schema().fields().stream()
                        .filter(each -> !each.required() && each.writable().onUpdate())
                        .filter(each -> Samples.of(scene, each).isPresent())
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new NotRun(
                                                "the schema names no optional field with a value that can be guessed"));
        RecordId id = scene.one("a record", "its text");
        scene.update(
                id,
                Scene.set(field.field(), Samples.of(scene, field).orElseThrow()),
                scene.unchanged(id));
        assertThat(scene.read(id).value(field.field()))
                .as("%s before it is cleared", field.field())
                .isPresent();

        WriteResult cleared =
                scene.update(
                        id,
                        new RecordChange(
                                List.of(new FieldChange.Clear(field.field())), Optional.empty()),
                        scene.unchanged(id));

        assertThat(cleared.notTaken()).isEmpty();
        assertThat(scene.read(id).value(field.field()))
                .as("%s after it was cleared", field.field())
                .isEmpty();
    }

    @Case(
            value = "C43",
            needs = {Feature.CREATE, Feature.UPDATE})
    void readBackReportsIgnoredFields() {
        FieldRef ignored =
                scene.world()
                        .ignoredField(scene.project())
                        .orElseThrow(() -> new NotRun("this server ignores no field"));
        FieldSchema schema = scene.schema().field(ignored).orElseThrow();
        RecordId id = scene.one("a record", "its text");
        FieldValue value =
                Samples.of(scene, schema)
                        .orElseThrow(
                                () -> new NotRun("no value for " + ignored + " can be guessed"));

        WriteResult result = scene.update(id, Scene.set(ignored, value), scene.unchanged(id));

        assertThat(result.notTaken()).containsExactly(ignored);
    }

    @Case(
            value = "C45",
            needs = {Feature.CREATE, Feature.UPDATE})
    void normalisationIsStable() {
        RecordId id = scene.one("a record", "first");
        scene.update(
                id, body("line with trailing spaces  \n\n\nlast line\n\n"), scene.unchanged(id));
        TrackerRecord once = scene.read(id);

        scene.update(id, body(once.body()), scene.unchanged(id));

        assertThat(scene.read(id).body())
                .as("what the server made of its own text")
                .isEqualTo(once.body());
    }

    @Case(
            value = "C60",
            needs = {Feature.CREATE, Feature.UPDATE})
    void lineEndsSurvive() {
        RecordId id = scene.one("a record", "one\ntwo\nthree");
        TrackerRecord before = scene.read(id);
        assertThat(before.body().replace("\r\n", "\n")).isEqualTo("one\ntwo\nthree");

        scene.update(id, body(before.body().replace("two", "2")), scene.unchanged(id));

        assertThat(scene.read(id).body()).isEqualTo(before.body().replace("two", "2"));
    }

    private static RecordChange body(String text) {
        return new RecordChange(List.of(), Optional.of(new BodyChange(text, Optional.empty())));
    }
}
