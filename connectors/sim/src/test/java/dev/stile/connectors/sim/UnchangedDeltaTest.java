package dev.stile.connectors.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.Listing;
import dev.stile.api.store.ListingEnd;
import dev.stile.api.store.Page;
import dev.stile.api.store.RecordStore;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.ProjectRef;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.traffic.Counters;
import dev.stile.testkit.Proves;
import dev.stile.testkit.contract.Who;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Deltas of a project in which nothing happens, or something at last. */
final class UnchangedDeltaTest {
    private static final ProjectRef DEMO = new ProjectRef("demo");

    private SimulatorWorld world;
    private RecordStore store;

    @BeforeEach
    void start() throws IOException {
        world = new SimulatorWorld();
        world.simulator().controls().seedDemo();
        store = world.open(Who.MEMBER, UnaryOperator.identity()).orElseThrow();
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private record Told(int items, ListingEnd end, Cursor cursor) {}

    private static Told told(Listing listing) {
        int items = 0;
        try (listing) {
            for (Optional<Page> page = listing.nextPage();
                    page.isPresent();
                    page = listing.nextPage()) {
                items += page.get().items().size();
            }
            return new Told(items, listing.end(), listing.nextCursor().orElseThrow());
        }
    }

    private Told since(Cursor cursor) {
        world.simulator().controls().resetCounters();
        return told(store.listChangedSince(DEMO, cursor, call()));
    }

    private Counters counted() {
        return world.simulator().controls().counters();
    }

    @Test
    @Proves("TR-102")
    void anAnswerThatNothingHappenedHasNoBodyTheNextTimeAndIsAFullAnswer() {
        Cursor listed = told(store.listRecords(DEMO, ListOptions.everything(), call())).cursor();
        Told nothing = since(listed);
        assertThat(nothing.items()).isZero();

        Told still = since(nothing.cursor());

        assertThat(still).isEqualTo(nothing);
        assertThat(still.end()).isEqualTo(new ListingEnd.Complete());
        assertThat(counted().requests()).isEqualTo(1);
        assertThat(counted().notModified()).isEqualTo(1);
        assertThat(counted().responseBytes()).isZero();
    }

    @Test
    @Proves({"TR-102", "TR-103"})
    void whatHappensAfterSuchAnAnswerIsTold() {
        Cursor listed = told(store.listRecords(DEMO, ListOptions.everything(), call())).cursor();
        Cursor quiet = since(since(listed).cursor()).cursor();
        Json.Obj set = Json.object().put("title", "Another").build();
        world.simulator().controls().change("demo", "3", Json.object().put("set", set).build());

        Told changed = since(quiet);

        assertThat(changed.items()).isEqualTo(1);
        assertThat(since(changed.cursor()).items()).isZero();
        assertThat(since(listed).items()).as("the place itself is as good").isEqualTo(1);
    }

    private static CallContext call() {
        return new CallContext(
                Deadline.after(Duration.ofSeconds(60)),
                "test",
                Label.outside(Scope.of("sim")),
                Progress.SILENT);
    }
}
