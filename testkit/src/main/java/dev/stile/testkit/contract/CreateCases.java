package dev.stile.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.DeleteReason;
import dev.stile.api.store.Feature;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RemoveMode;
import dev.stile.api.store.WriteResult;
import dev.stile.api.value.RecordId;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creating records on a server that answers. */
final class CreateCases {
    private final Scene scene;

    CreateCases(Scene scene) {
        this.scene = scene;
    }

    @Case(value = "C31", needs = Feature.CREATE)
    void createReturnsServerRecord() {
        WriteResult created = scene.create(RecordDraft.titled("a new record").withBody("its text"));

        TrackerRecord returned = Seen.in(created.record());
        TrackerRecord read = scene.read(created.id());
        assertThat(returned).isEqualTo(read);
        assertThat(created.version()).isEqualTo(read.meta().version());
        assertThat(created.notTaken()).isEmpty();
        assertThat(read.title()).isEqualTo("a new record");
        assertThat(read.body()).isEqualTo("its text");
    }

    @Case(value = "C32", needs = Feature.CREATE)
    void everyWritableFieldIsSent() {
        Map<FieldRef, FieldValue> samples = Samples.onCreate(scene);
        scene.only(
                !samples.isEmpty(), "the schema names no field with a value that can be guessed");

        WriteResult created = scene.create(Samples.fullDraft(scene, "a full record"));

        assertThat(created.notTaken()).isEmpty();
        TrackerRecord read = scene.read(created.id());
        samples.forEach(
                (field, value) ->
                        assertThat(read.value(field))
                                .as("%s after it was created", field)
                                .contains(value));
    }

    @Case(value = "C36", needs = Feature.CREATE)
    void invalidNamesTheField() {
        FieldSchema strict =
                scene.schema().fields().stream()
                        .filter(
                                field ->
                                        field.writable().onCreate()
                                                && Wrong.value(field).isPresent())
                        .findFirst()
                        .orElseThrow(() -> new NotRun("the schema bounds no field"));
        FieldValue wrong = Wrong.value(strict).orElseThrow();
        RecordDraft draft =
                strict.field().equals(FieldRef.TITLE)
                        ? RecordDraft.titled(((FieldValue.TextValue) wrong).text())
                        : RecordDraft.titled("a record").with(strict.field(), wrong);

        assertThatThrownBy(() -> scene.create(draft))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        refused ->
                                assertThat(refused.field()).isEqualTo(strict.field().toString()));
        assertThat(Listed.everything(scene).ids()).as("records after a refused create").isEmpty();
    }

    @Case(
            value = "C37",
            needs = {Feature.CREATE, Feature.DELETE})
    void idsAreNeverReused() {
        RecordId first = scene.one("first", "text");
        scene.store()
                .deleteOrClose(
                        scene.project(),
                        first,
                        RemoveMode.DELETE,
                        DeleteReason.ABANDONED,
                        new Precondition.Unconditional(),
                        scene.call());

        assertThat(scene.one("second", "text")).isNotEqualTo(first);
    }

    @Case(value = "C46", needs = Feature.CREATE)
    void serverOwnedCannotBeExpressed() {
        List<String> owned =
                List.of(
                        "id",
                        "version",
                        "author",
                        "url",
                        "created",
                        "created_at",
                        "updated",
                        "updated_at");

        Optional<FieldSchema> writable =
                scene.schema().fields().stream()
                        .filter(
                                field ->
                                        owned.contains(field.field().name())
                                                && !field.field().extension())
                        .filter(field -> field.writable().onCreate() || field.writable().onUpdate())
                        .findFirst();

        assertThat(writable).as("a field of the server's own that can be written").isEmpty();
    }
}
