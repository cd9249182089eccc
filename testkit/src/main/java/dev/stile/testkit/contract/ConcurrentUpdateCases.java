package dev.stile.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.VersionMismatch;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordChange;
import dev.stile.api.store.Feature;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RecordStore;
import dev.stile.api.store.WriteResult;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Updates that somebody comes in between. */
final class ConcurrentUpdateCases {
    private final Scene scene;

    ConcurrentUpdateCases(Scene scene) {
        this.scene = scene;
    }

    @Case(
            value = "C39",
            needs = {Feature.CREATE, Feature.UPDATE})
    void staleVersionIsMismatchWithCurrent() {
        RecordId id = scene.one("a record", "its text");
        Version read = scene.version(id);
        scene.strangerRetitles(id, "a stranger's title");
        Version theirs = scene.version(id);

        assertThatThrownBy(
                        () ->
                                scene.update(
                                        id, Scene.titled("ours"), new Precondition.IfVersion(read)))
                .isInstanceOfSatisfying(
                        VersionMismatch.class,
                        stale -> {
                            assertThat(stale.expected()).isEqualTo(read);
                            assertThat(stale.current()).contains(theirs);
                        });
        assertThat(scene.read(id).title()).isEqualTo("a stranger's title");
    }

    @Case(
            value = "C40",
            needs = {Feature.CREATE, Feature.UPDATE})
    void concurrentWritersOneWins() throws Exception {
        RecordId id = scene.one("a record", "its text");
        Precondition unchanged = scene.unchanged(id);
        List<Optional<WriteResult>> results =
                atOnce(
                        List.of(
                                () -> attempt(scene.store(), id, "ours", unchanged),
                                () -> attempt(scene.as(Who.COLLEAGUE), id, "theirs", unchanged)));

        List<WriteResult> winners = results.stream().flatMap(Optional::stream).toList();
        assertThat(winners).as("writers of whom at least one wins").isNotEmpty();
        assertThat(scene.read(id).title()).isIn("ours", "theirs");
        if (scene.offers(Feature.CONDITIONAL_WRITE)) {
            assertThat(winners).as("winners on a server that checks by itself").hasSize(1);
        }
    }

    @Case(
            value = "C42",
            needs = {Feature.CREATE, Feature.UPDATE, Feature.LABELS})
    void listDeltaKeepsStrangersItems() {
        RecordId id = scene.one("a record", "its text");
        scene.update(id, labels(List.of("ours"), List.of()), scene.unchanged(id));
        scene.as(Who.COLLEAGUE)
                .updateRecord(
                        scene.project(),
                        id,
                        Scene.safe(labels(List.of("theirs"), List.of())),
                        new Precondition.Unconditional(),
                        scene.call());

        scene.update(id, labels(List.of("new"), List.of("ours")), scene.unchanged(id));

        assertThat(scene.read(id).labels()).containsExactlyInAnyOrder("theirs", "new");
    }

    @Case(
            value = "C44",
            needs = {Feature.CREATE, Feature.UPDATE})
    void repeatIsNoSecondWrite() {
        RecordId id = scene.one("a record", "its text");
        Precondition first = scene.unchanged(id);
        WriteResult written = scene.update(id, Scene.titled("written once"), first);

        try {
            WriteResult again = scene.update(id, Scene.titled("written once"), first);
            assertThat(again.version())
                    .as("a repeat that changed nothing")
                    .isEqualTo(written.version());
        } catch (VersionMismatch expected) {
            assertThat(expected.current()).contains(written.version());
        }
        assertThat(scene.version(id)).isEqualTo(written.version());
    }

    private Optional<WriteResult> attempt(
            RecordStore store, RecordId id, String title, Precondition precondition) {
        try {
            return Optional.of(
                    store.updateRecord(
                            scene.project(),
                            id,
                            Scene.safe(Scene.titled(title)),
                            precondition,
                            scene.call()));
        } catch (VersionMismatch lost) {
            return Optional.empty();
        }
    }

    private static RecordChange labels(List<String> added, List<String> removed) {
        return new RecordChange(
                List.of(new FieldChange.Amend(FieldRef.LABELS, values(added), values(removed))),
                Optional.empty());
    }

    private static List<FieldValue> values(List<String> texts) {
        return texts.stream().<FieldValue>map(FieldValue.TextValue::new).toList();
    }

    private static <T> List<T> atOnce(List<Callable<T>> work)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> future : work.stream().map(threads::submit).toList()) {
                results.add(future.get(60, TimeUnit.SECONDS));
            }
        }
        return results;
    }
}
