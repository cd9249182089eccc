package dev.stile.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.Retry;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.store.DeleteReason;
import dev.stile.api.store.Feature;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RemoveMode;
import dev.stile.api.value.RecordId;

/**
 * Servers and networks that fail. What the gate itself repeats is not seen here: a fault is what is
 * left after that.
 */
final class FaultCases {
    private final Scene scene;

    FaultCases(Scene scene) {
        this.scene = scene;
    }

    @Case(
            value = "C73",
            needs = {Feature.CREATE, Feature.UPDATE})
    void resetBeforeAnswerOfWriteIsUnknown() {
        RecordId id = scene.one("a record", "its text");
        Precondition unchanged = scene.unchanged(id);
        writesMeet(new Fault.AnswerLost());

        assertThatThrownBy(() -> scene.update(id, Scene.titled("perhaps"), unchanged))
                .isInstanceOf(OutcomeUnknown.class);
        writesMeet(new Fault.AnswerLost());
        assertThatThrownBy(() -> scene.create(RecordDraft.titled("perhaps, too")))
                .isInstanceOf(OutcomeUnknown.class);
        if (scene.offers(Feature.DELETE)) {
            writesMeet(new Fault.AnswerLost());
            assertThatThrownBy(() -> delete(id)).isInstanceOf(OutcomeUnknown.class);
        }
    }

    @Case(value = "C74", needs = Feature.CREATE)
    void serverErrorOnReadIsRetried() {
        RecordId id = scene.one("a record", "its text");
        scene.wire().next(Wire::reads, new Fault.Status(503));

        assertThatThrownBy(() -> scene.read(id))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        failed -> assertThat(failed.retry()).isInstanceOf(Retry.AfterDelay.class));
        assertThat(scene.read(id).title()).isEqualTo("a record");
    }

    @Case(
            value = "C75",
            needs = {Feature.CREATE, Feature.UPDATE})
    void nonJsonAnswerIsMalformed() {
        RecordId id = scene.one("a record", "its text");
        scene.wire().next(Wire::reads, new Fault.Html());
        assertThatThrownBy(() -> scene.read(id)).isInstanceOf(Malformed.class);

        scene.wire().next(Wire::reads, new Fault.Html());
        assertThatThrownBy(() -> Listed.everything(scene)).isInstanceOf(Malformed.class);

        scene.wire().calm();
        writesMeet(new Fault.Html());
        assertThatThrownBy(() -> scene.create(RecordDraft.titled("who knows")))
                .isInstanceOf(OutcomeUnknown.class);
    }

    @Case(
            value = "C76",
            needs = {Feature.CREATE, Feature.UPDATE})
    void cutAnswerIsMalformed() {
        RecordId id = scene.one("a record", "its text");
        scene.wire().next(Wire::reads, new Fault.Cut());
        assertThatThrownBy(() -> scene.read(id)).isInstanceOf(Malformed.class);

        writesMeet(new Fault.Cut());
        assertThatThrownBy(() -> scene.create(RecordDraft.titled("who knows")))
                .isInstanceOf(OutcomeUnknown.class);
    }

    private void writesMeet(Fault fault) {
        scene.wire().calm();
        scene.wire().next(Wire::writes, fault);
    }

    private void delete(RecordId id) {
        scene.store()
                .deleteOrClose(
                        scene.project(),
                        id,
                        RemoveMode.DELETE,
                        DeleteReason.ABANDONED,
                        new Precondition.Unconditional(),
                        scene.call());
    }
}
