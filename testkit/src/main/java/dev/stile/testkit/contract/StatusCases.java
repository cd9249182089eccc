package dev.stile.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.Status;
import dev.stile.api.record.StatusCategory;
import dev.stile.api.store.Feature;
import dev.stile.api.store.WriteResult;
import dev.stile.api.value.RecordId;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Statuses and the workflow that they obey. */
final class StatusCases {
    private final Scene scene;

    StatusCases(Scene scene) {
        this.scene = scene;
    }

    @Case(
            value = "C47",
            needs = {Feature.CREATE, Feature.UPDATE})
    void everyStatusNameRoundTrips() {
        List<Status> statuses = statuses();
        int written = 0;
        for (Status status : statuses) {
            RecordId id = scene.one("a record", "its text");
            if (write(id, status)) {
                assertThat(scene.read(id).status()).contains(status);
                written++;
            }
        }
        assertThat(written).as("statuses that a new record can be given").isPositive();
    }

    @Case(
            value = "C48",
            needs = {Feature.CREATE, Feature.UPDATE, Feature.WORKFLOW})
    void illegalTransitionListsReachable() {
        for (Status status : statuses()) {
            RecordId id = scene.one("a record", "its text");
            Status before = scene.read(id).status().orElseThrow();
            try {
                scene.update(id, Scene.set(FieldRef.STATUS, name(status)), scene.unchanged(id));
            } catch (Invalid refused) {
                assertThat(refused.field()).isEqualTo("status");
                assertThat(refused.allowed().stream().map(Seen::in))
                        .as("what is reachable from %s", before.name())
                        .isNotEmpty()
                        .doesNotContain(status.name());
                assertThat(scene.read(id).status()).contains(before);
                return;
            }
        }
        throw new NotRun("every status can be reached from a new record");
    }

    @Case(
            value = "C50",
            needs = {Feature.CREATE, Feature.UPDATE})
    void categoryIsNeverSent() {
        List<Status> statuses = statuses();
        Set<String> categories =
                Arrays.stream(StatusCategory.values())
                        .map(category -> category.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toCollection(TreeSet::new));
        statuses.forEach(status -> categories.remove(status.name()));
        for (Status status : statuses) {
            RecordId id = scene.one("a record", "its text");
            List<Exchange> sent = scene.wire().during(() -> write(id, status));
            assertThat(sent.stream().filter(Exchange::isWrite).flatMap(Exchange::texts))
                    .as("what is sent for %s", status.name())
                    .doesNotContainAnyElementsOf(categories);
        }
    }

    private boolean write(RecordId id, Status status) {
        try {
            WriteResult result =
                    scene.update(id, Scene.set(FieldRef.STATUS, name(status)), scene.unchanged(id));
            assertThat(result.notTaken()).isEmpty();
            return true;
        } catch (Invalid notReachable) {
            assertThat(scene.offers(Feature.WORKFLOW))
                    .as("a store without a workflow refuses %s", status.name())
                    .isTrue();
            return false;
        }
    }

    private List<Status> statuses() {
        scene.only(
                scene.schema()
                        .field(FieldRef.STATUS)
                        .map(FieldSchema::writable)
                        .filter(when -> when.onUpdate())
                        .isPresent(),
                "the status cannot be written");
        List<Status> statuses = scene.schema().statuses();
        assertThat(statuses).as("statuses of the schema").isNotEmpty();
        return statuses;
    }

    private static FieldValue name(Status status) {
        return new FieldValue.TextValue(status.name());
    }
}
