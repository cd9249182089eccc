package dev.stile.core.change;

import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.event.EventSource;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.value.ProjectRef;
import dev.stile.core.store.Database;
import dev.stile.core.store.TestHome;
import dev.stile.testkit.Proves;
import dev.stile.testkit.event.EventSourceContract;
import dev.stile.testkit.event.EventWorld;
import dev.stile.testkit.tracker.MemoryTracker;

import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The changes of a record store keep the contract of events. */
@Proves({"FL-33", "FL-58"})
final class MemoryStreamContractTest extends EventSourceContract {
    @TempDir static Path folder;

    @Override
    protected EventWorld world() {
        return new Trackers(folder);
    }

    private static final class Trackers implements EventWorld {
        private final Path folder;
        private int places;

        Trackers(Path folder) {
            this.folder = folder;
        }

        @Override
        public String source() {
            return "record changes";
        }

        @Override
        public String dialect() {
            return "a tracker in memory";
        }

        @Override
        public Place place() {
            return new Tracker(
                    TestHome.open(TestHome.in(folder.resolve(Integer.toString(++places)))));
        }
    }

    private static final class Tracker implements EventWorld.Place {
        private static final ProjectRef DEMO = new ProjectRef("demo");

        private final MemoryTracker tracker = new MemoryTracker(DEMO, 2);
        private final Database database;
        private boolean broken;

        Tracker(Database database) {
            this.database = database;
        }

        @Override
        public EventSource open() {
            return new RecordStream(
                    "work",
                    tracker,
                    call -> projects(),
                    new SeenRecords(database),
                    Duration.ofSeconds(30));
        }

        private synchronized List<ProjectRef> projects() {
            if (broken) {
                throw new Unavailable("the tracker cannot be reached");
            }
            return List.of(DEMO);
        }

        @Override
        public void happens(String text, String more) {
            RecordDraft draft = RecordDraft.titled(text);
            tracker.strangerCreates(more.isEmpty() ? draft : draft.withBody(more));
        }

        @Override
        public synchronized boolean breaks() {
            broken = true;
            return true;
        }

        @Override
        public synchronized void heals() {
            broken = false;
        }

        @Override
        public void close() {
            database.close();
        }
    }
}
