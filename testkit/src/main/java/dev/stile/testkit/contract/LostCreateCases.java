package dev.stile.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.store.CreateIntent;
import dev.stile.api.store.Feature;
import dev.stile.api.store.FindResult;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.store.WriteResult;
import dev.stile.api.value.Moment;
import dev.stile.api.value.RecordId;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Creates whose answer was lost. */
final class LostCreateCases {
    private final Scene scene;

    LostCreateCases(Scene scene) {
        this.scene = scene;
    }

    @Case(value = "C33", needs = Feature.CREATE)
    void lostAnswerMakesOneRecord() {
        scene.only(
                scene.offers(Feature.FIND_CREATED) || scene.offers(Feature.IDEMPOTENT_CREATE),
                "this store can neither find nor repeat a create");
        RecordDraft draft = RecordDraft.titled("made once").withBody("its text");
        IdempotencyKey key = scene.key();
        Instant before = serverTime();
        scene.wire().next(Wire::writes, new Fault.AnswerLost());

        assertThatThrownBy(() -> create(draft, key)).isInstanceOf(OutcomeUnknown.class);

        assertThat(Listed.everything(scene).ids()).hasSize(1);
        RecordId made = Listed.everything(scene).ids().getFirst();
        if (scene.offers(Feature.FIND_CREATED)) {
            assertThat(find(draft, key, before)).isEqualTo(new FindResult.Found(made));
        }
        if (scene.offers(Feature.IDEMPOTENT_CREATE)) {
            assertThat(create(draft, key)).isEqualTo(made);
        }
        assertThat(Listed.everything(scene).ids()).containsExactly(made);
    }

    @Case(
            value = "C34",
            needs = {Feature.CREATE, Feature.FIND_CREATED})
    void findCreatedNeverGuesses() {
        RecordDraft draft = RecordDraft.titled("the same twice").withBody("the same text");
        Instant before = serverTime();

        assertThat(find(draft, scene.key(), before))
                .as("before anything was sent")
                .isNotInstanceOf(FindResult.Found.class);

        scene.as(Who.COLLEAGUE)
                .createRecord(scene.project(), Scene.safe(draft), scene.key(), scene.call());
        assertThat(find(draft, scene.key(), before))
                .as("when only somebody else made such a record")
                .isNotInstanceOf(FindResult.Found.class);

        create(draft, scene.key());
        create(draft, scene.key());
        assertThat(find(draft, scene.key(), before))
                .as("when two of our own look the same")
                .isNotInstanceOf(FindResult.Found.class);
    }

    @Case(value = "C35", needs = Feature.CREATE)
    void partialCreateKeepsId() {
        RecordDraft draft = Samples.fullDraft(scene, "made in parts");
        Optional<FieldSchema> status = scene.schema().field(FieldRef.STATUS);
        if (status.filter(field -> field.writable().onCreate()).isPresent()) {
            String last = scene.schema().statuses().getLast().name();
            draft = draft.with(FieldRef.STATUS, new FieldValue.TextValue(last));
        }
        AtomicInteger writes = new AtomicInteger();
        scene.wire()
                .next(
                        request -> Wire.writes(request) && writes.incrementAndGet() == 2,
                        new Fault.Status(403));

        WriteResult made = scene.create(draft);

        scene.only(scene.wire().isSpent(), "this store creates with one request");
        assertThat(scene.read(made.id()).title()).isEqualTo("made in parts");
        assertThat(made.notTaken()).as("what the second request was for").isNotEmpty();
    }

    private RecordId create(RecordDraft draft, IdempotencyKey key) {
        return scene.store()
                .createRecord(scene.project(), Scene.safe(draft), key, scene.call())
                .id();
    }

    private FindResult find(RecordDraft draft, IdempotencyKey key, Instant since) {
        CreateIntent intent = new CreateIntent.OfRecord(Scene.safe(draft));
        return scene.store().findCreated(scene.project(), intent, key, since, scene.call());
    }

    private Instant serverTime() {
        scene.project();
        Optional<Moment> told = scene.store().probe(scene.call()).serverTime();
        return told.map(Moment::at).orElse(Instant.EPOCH);
    }
}
