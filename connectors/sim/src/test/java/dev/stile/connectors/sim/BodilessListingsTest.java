package dev.stile.connectors.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.record.BodyState;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.Page;
import dev.stile.api.store.RecordStore;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.Fact;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.simulator.json.Json;
import dev.stile.testkit.Proves;
import dev.stile.testkit.contract.Who;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A project whose listings leave bodies out. */
final class BodilessListingsTest {
    private static final ProjectRef DEMO = new ProjectRef("demo");

    @Test
    @Proves("GS-69")
    void aListedRecordSaysThatItsBodyWasLeftOutAndASingleReadHasIt() throws IOException {
        try (SimulatorWorld world = new SimulatorWorld()) {
            world.simulator().controls().seedDemo();
            world.simulator()
                    .controls()
                    .project("demo", Json.object().put("lists_bodies", false).build());
            RecordStore store = world.open(Who.MEMBER, UnaryOperator.identity()).orElseThrow();

            Listing all = store.listRecords(DEMO, ListOptions.everything(), call());
            assertThat(bodies(all)).hasSize(8).containsOnly(BodyState.DEFERRED);
            Cursor cursor = all.nextCursor().orElseThrow();
            Json.Obj set = Json.object().put("title", "Another").build();
            world.simulator().controls().change("demo", "3", Json.object().put("set", set).build());
            assertThat(bodies(store.listChangedSince(DEMO, cursor, call())))
                    .containsExactly(BodyState.DEFERRED);
            assertThat(body(store.getRecord(DEMO, new RecordId("3"), call())))
                    .isEqualTo(BodyState.PRESENT);
        }
    }

    private static List<BodyState> bodies(Listing listing) {
        List<BodyState> bodies = new ArrayList<>();
        for (Optional<Page> page = listing.nextPage();
                page.isPresent();
                page = listing.nextPage()) {
            for (ListedItem item : page.get().items()) {
                bodies.add(body(((ListedItem.Present) item).record()));
            }
        }
        return bodies;
    }

    private static BodyState body(Tainted<TrackerRecord> record) {
        return record.checked(read -> new Fact<>(read.meta().body())).answer();
    }

    private static CallContext call() {
        return new CallContext(
                Deadline.after(Duration.ofSeconds(60)),
                "test",
                Label.outside(Scope.of("sim")),
                Progress.SILENT);
    }
}
