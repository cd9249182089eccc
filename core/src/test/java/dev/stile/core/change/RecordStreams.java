package dev.stile.core.change;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.event.EventSink;
import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.event.SourceHealth;
import dev.stile.api.event.Start;
import dev.stile.api.event.Subscription;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.store.ListingEnd;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.EventId;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.core.store.Database;
import dev.stile.core.store.TestHome;
import dev.stile.testkit.tracker.MemoryTracker;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A tracker in memory whose record changes are told, look by look. */
abstract class RecordStreams {
    static final ProjectRef DEMO = new ProjectRef("demo");

    @TempDir Path folder;

    static final ListingEnd CAPPED =
            new ListingEnd.Truncated("the server's own cap", OptionalLong.of(2), 2);

    final MemoryTracker tracker = new MemoryTracker(DEMO, 2);
    final CutListings listings = new CutListings(tracker);
    Database database;
    RecordStream stream;

    @BeforeEach
    void open() {
        database = TestHome.open(TestHome.in(folder));
        stream =
                new RecordStream(
                        "work",
                        listings,
                        call -> List.of(DEMO),
                        new SeenRecords(database),
                        Duration.ofSeconds(30));
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Acknowledges at once, and between two looks does what a test asks for. */
    final class Told implements EventSink {
        final List<String> events = new ArrayList<>();
        final List<String> ids = new ArrayList<>();
        final List<String> gaps = new ArrayList<>();
        final List<SourceHealth> healths = new ArrayList<>();
        final ArrayDeque<Runnable> between;
        boolean closesAtTheFirstEvent;
        boolean closesAtAGap;
        private boolean closed;

        Told(Runnable... between) {
            this.between = new ArrayDeque<>(List.of(between));
        }

        @Override
        public void event(SourceEvent event) {
            ids.add(event.id().text());
            events.add(event.kind() + " " + event.id().text().replaceAll("@.*", ""));
            if (!closesAtTheFirstEvent) {
                stream.acknowledged(event);
            }
        }

        @Override
        public void checkpoint(Cursor cursor) {}

        @Override
        public void unusable(
                String reason, Optional<EventId> id, Tainted<byte[]> bytes, long length) {}

        @Override
        public void health(SourceHealth health) {
            healths.add(health);
        }

        @Override
        public void notice(String what) {
            events.add("notice " + what);
        }

        @Override
        public void gap(Gap gap) {
            events.add("gap " + gap.reason());
            gaps.add(gap.after().orElseThrow().text());
            closed = closesAtAGap;
            if (!closed) {
                stream.acknowledgedGap(gap);
            }
        }

        @Override
        public boolean pause(Duration howLong) {
            Runnable next = between.poll();
            if (next == null || closed) {
                return false;
            }
            next.run();
            return true;
        }

        @Override
        public boolean isOpen() {
            return !closed && (!closesAtTheFirstEvent || events.isEmpty());
        }
    }

    void subscribe(Told told, Start start) {
        stream.subscribe(new Subscription(Optional.empty(), start, Set.of(), call()), told);
    }

    static CallContext call() {
        return new CallContext(
                Deadline.after(Duration.ofSeconds(60)),
                "stream",
                Label.outside(Scope.of("work")),
                Progress.SILENT);
    }

    RecordId add(String title) {
        return tracker.strangerCreates(RecordDraft.titled(title));
    }
}
