package dev.stile.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.store.Feature;
import dev.stile.api.store.WriteResult;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What changed since a cursor. */
final class DeltaCases {
    private final Scene scene;

    DeltaCases(Scene scene) {
        this.scene = scene;
    }

    @Case(
            value = "C24",
            needs = {Feature.CHANGED_SINCE, Feature.UPDATE, Feature.CREATE})
    void changedSinceIncludesBoundary() {
        RecordId id = scene.seed(2).getFirst();
        Cursor cursor = cursor(Listed.everything(scene));
        scene.strangerRetitles(id, "edited once");

        assertThat(Listed.since(scene, cursor).ids()).contains(id);
        assertThat(Listed.since(scene, cursor).ids())
                .as("the same cursor asked again")
                .contains(id);
    }

    @Case(
            value = "C25",
            needs = {Feature.CHANGED_SINCE, Feature.UPDATE, Feature.CREATE})
    void sameSecondEditsAreSeen() {
        List<RecordId> ids = scene.seed(2);
        Cursor first = cursor(Listed.everything(scene));
        scene.strangerRetitles(ids.getFirst(), "edited first");
        Listed delta = Listed.since(scene, first);
        scene.strangerRetitles(ids.getLast(), "edited right after");
        scene.strangerRetitles(ids.getFirst(), "edited twice");

        Listed next = Listed.since(scene, cursor(delta));

        assertThat(next.record(ids.getLast()).orElseThrow().title())
                .isEqualTo("edited right after");
        assertThat(next.record(ids.getFirst()).orElseThrow().title()).isEqualTo("edited twice");
    }

    @Case(
            value = "C27",
            needs = {Feature.CHANGED_SINCE, Feature.UPDATE, Feature.CREATE})
    void deltaUnionEqualsFull() {
        List<RecordId> ids = scene.seed(4);
        Listed full = Listed.everything(scene);
        Map<String, Version> known = new TreeMap<>(full.versions());
        scene.strangerRetitles(ids.get(1), "edited");
        scene.seed(1);
        boolean deletes = scene.offers(Feature.DELETE) && scene.offers(Feature.DELETIONS_IN_DELTA);
        if (deletes) {
            scene.colleagueDeletes(ids.get(2));
        }

        Listed delta = Listed.since(scene, cursor(full));
        known.putAll(delta.versions());
        delta.deleted().forEach(id -> known.remove(id.text()));

        assertThat(known).isEqualTo(Listed.everything(scene).versions());
    }

    @Case(value = "C28", needs = Feature.CHANGED_SINCE)
    void badCursorIsTyped() {
        scene.project();
        assertThatThrownBy(() -> Listed.since(scene, new Cursor("no cursor of this server")))
                .isInstanceOfSatisfying(
                        Invalid.class, refused -> assertThat(refused.field()).isEqualTo("cursor"));
    }

    @Case(
            value = "C29",
            needs = {Feature.CHANGED_SINCE, Feature.CREATE, Feature.DELETE})
    void deletionsOnlyWhenNamed() {
        List<RecordId> ids = scene.seed(2);
        Listed full = Listed.everything(scene);
        scene.colleagueDeletes(ids.getFirst());

        Listed delta = Listed.since(scene, cursor(full));

        if (scene.offers(Feature.DELETIONS_IN_DELTA)) {
            assertThat(delta.deleted()).containsExactly(ids.getFirst());
        } else {
            assertThat(delta.deleted()).as("deletions that this server does not name").isEmpty();
        }
        assertThat(delta.deleted())
                .as("a record that nobody deleted")
                .doesNotContain(ids.getLast());
    }

    @Case(
            value = "C30",
            needs = {Feature.CHANGED_SINCE, Feature.UPDATE, Feature.CREATE})
    void ownWriteComesBackAtWrittenVersion() {
        RecordId id = scene.seed(2).getFirst();
        Cursor cursor = cursor(Listed.everything(scene));
        WriteResult written = scene.update(id, Scene.titled("written by us"), scene.unchanged(id));

        Listed delta = Listed.since(scene, cursor);

        assertThat(delta.versions()).containsEntry(id.text(), written.version());
        assertThat(delta.record(id)).contains(Seen.in(written.record()));
    }

    private static Cursor cursor(Listed listed) {
        return listed.cursor()
                .orElseThrow(() -> new AssertionError("a store with CHANGED_SINCE gives a cursor"));
    }
}
