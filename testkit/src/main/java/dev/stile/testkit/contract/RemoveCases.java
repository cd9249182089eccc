package dev.stile.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.error.ConnectorException.VersionMismatch;
import dev.stile.api.record.StatusCategory;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.DeleteReason;
import dev.stile.api.store.Feature;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RemoveMode;
import dev.stile.api.store.RemoveResult;
import dev.stile.api.value.RecordId;

import java.util.ArrayList;
import java.util.List;

/** Deleting and closing. */
final class RemoveCases {
    private final Scene scene;

    RemoveCases(Scene scene) {
        this.scene = scene;
    }

    @Case(value = "C51", needs = Feature.CREATE)
    void deleteOrCloseDoesWhatItSays() {
        for (RemoveMode mode : offeredModes()) {
            RecordId id = scene.one("to be removed by " + mode, "its text");
            RemoveResult result = remove(id, mode, DeleteReason.COMPLETED, scene.unchanged(id));
            switch (mode) {
                case DELETE -> {
                    assertThat(result).isEqualTo(new RemoveResult.Deleted());
                    assertThatThrownBy(() -> scene.read(id)).isInstanceOf(NotFound.class);
                }
                case CLOSE -> {
                    assertThat(result).isInstanceOf(RemoveResult.Closed.class);
                    assertThat(category(scene.read(id)))
                            .isIn(StatusCategory.DONE, StatusCategory.CANCELLED);
                }
            }
        }
    }

    @Case("C52")
    void absentIsAlreadyGone() {
        RecordId absent = new RecordId("99999999");
        for (RemoveMode mode : offeredModes()) {
            assertThat(
                            remove(
                                    absent,
                                    mode,
                                    DeleteReason.ABANDONED,
                                    new Precondition.Unconditional()))
                    .isEqualTo(new RemoveResult.AlreadyGone());
        }
    }

    @Case(value = "C53", needs = Feature.CREATE)
    void noFallbackBetweenDeleteAndClose() {
        for (RemoveMode mode : RemoveMode.values()) {
            RecordId id = scene.one("to be left alone by " + mode, "its text");
            TrackerRecord before = scene.read(id);
            Precondition unchanged = scene.unchanged(id);
            if (offeredModes().contains(mode)) {
                scene.wire().next(Wire::writes, new Fault.Status(403));
                assertThatThrownBy(() -> remove(id, mode, DeleteReason.ABANDONED, unchanged))
                        .isInstanceOf(ConnectorException.class);
                assertThat(scene.wire().isSpent()).as("a write for %s", mode).isTrue();
            } else {
                assertThatThrownBy(() -> remove(id, mode, DeleteReason.ABANDONED, unchanged))
                        .isInstanceOf(NotSupported.class);
            }
            assertThat(scene.read(id)).as("the record after %s failed", mode).isEqualTo(before);
        }
    }

    @Case(
            value = "C54",
            needs = {Feature.CREATE, Feature.UPDATE})
    void staleDeleteIsMismatch() {
        for (RemoveMode mode : offeredModes()) {
            RecordId id = scene.one("a record", "its text");
            Precondition read = scene.unchanged(id);
            scene.strangerRetitles(id, "a stranger's title");

            assertThatThrownBy(() -> remove(id, mode, DeleteReason.ABANDONED, read))
                    .isInstanceOf(VersionMismatch.class);
            assertThat(scene.read(id).title()).isEqualTo("a stranger's title");
        }
    }

    @Case(
            value = "C55",
            needs = {Feature.CREATE, Feature.CLOSE})
    void reasonIsMapped() {
        for (DeleteReason reason : DeleteReason.values()) {
            RecordId id = scene.one("closed as " + reason, "its text");
            remove(id, RemoveMode.CLOSE, reason, scene.unchanged(id));
            assertThat(category(scene.read(id)))
                    .as("the category after closing as %s", reason)
                    .isIn(StatusCategory.DONE, StatusCategory.CANCELLED);
        }
    }

    private RemoveResult remove(
            RecordId id, RemoveMode mode, DeleteReason reason, Precondition precondition) {
        return scene.store()
                .deleteOrClose(scene.project(), id, mode, reason, precondition, scene.call());
    }

    private List<RemoveMode> offeredModes() {
        List<RemoveMode> modes = new ArrayList<>();
        if (scene.offers(Feature.DELETE)) {
            modes.add(RemoveMode.DELETE);
        }
        if (scene.offers(Feature.CLOSE)) {
            modes.add(RemoveMode.CLOSE);
        }
        scene.only(!modes.isEmpty(), "this store neither deletes nor closes");
        return modes;
    }

    private static StatusCategory category(TrackerRecord record) {
        return record.status().orElseThrow().category();
    }
}
