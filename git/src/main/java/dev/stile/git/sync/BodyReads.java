package dev.stile.git.sync;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.RecordId;
import dev.stile.git.process.SideTask;
import dev.stile.git.process.SideTasks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reads records by themselves, several at once; the gate holds them to what the server allows. For
 * one caller.
 */
public final class BodyReads implements AutoCloseable {
    /** Records for one call of {@link #read}: what is read is held in memory. */
    public static final int BATCH = 64;

    private static final int AT_ONCE = 8;

    /** A server that gave no answer so often, and none between, is not asked for more. */
    private static final int UNANSWERED = 3;

    private final Tracker tracker;
    private final SideTasks readers =
            new SideTasks(AT_ONCE, Thread.ofVirtual().name("stile-bodies-", 0).factory());
    private final AtomicReference<Optional<ConnectorException>> stopped =
            new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<ConnectorException>> unanswered =
            new AtomicReference<>(Optional.empty());
    private final AtomicInteger unansweredInARow = new AtomicInteger();
    private long asked;

    public BodyReads(Tracker tracker) {
        this.tracker = tracker;
    }

    /** What became of one read. */
    public sealed interface Outcome {
        /** The record, its body included unless the server keeps that for itself. */
        record Found(Tainted<TrackerRecord> record) implements Outcome {}

        /** There is no such record any more. */
        record Gone() implements Outcome {}

        /** It could not be read; others may. */
        record Failed() implements Outcome {}

        /** Nobody got an answer: an error before would have met this read, too. */
        record NotTried() implements Outcome {}
    }

    /** Reads records, and answers in their order when all are read. */
    public List<Outcome> read(List<RecordId> ids) {
        List<Callable<Outcome>> tasks = new ArrayList<>();
        ids.forEach(id -> tasks.add(() -> read(id)));
        List<Outcome> outcomes = new ArrayList<>();
        for (Future<Outcome> task : readers.all(tasks)) {
            outcomes.add(SideTask.resultOf(task));
        }
        asked += ids.size();
        tracker.calls().get().progress().step("texts", asked);
        return outcomes;
    }

    /** What ended the reading, if something did. */
    public Optional<ConnectorException> stopped() {
        return stopped.get();
    }

    /** The last time that the server gave no answer, whether that ended the reading or not. */
    public Optional<ConnectorException> unanswered() {
        return unanswered.get();
    }

    private Outcome read(RecordId id) {
        if (stopped.get().isPresent()) {
            return new Outcome.NotTried();
        }
        try {
            Outcome found =
                    new Outcome.Found(
                            tracker.store()
                                    .getRecord(tracker.project(), id, tracker.calls().get()));
            unansweredInARow.set(0);
            return found;
        } catch (ConnectorException.Unavailable | ConnectorException.Timeout failed) {
            // That may be for this one record: one that is large, or that the server trips over.
            unanswered.set(Optional.of(failed));
            if (unansweredInARow.incrementAndGet() >= UNANSWERED) {
                stopped.set(Optional.of(failed));
            }
            return new Outcome.Failed();
        } catch (ConnectorException failed) {
            if (Tracker.meetsEveryCall(failed)) {
                stopped.set(Optional.of(failed));
                return new Outcome.NotTried();
            }
            return failed instanceof ConnectorException.NotFound
                    ? new Outcome.Gone()
                    : new Outcome.Failed();
        }
    }

    /** What is still read is interrupted. */
    @Override
    public void close() {
        readers.close();
    }
}
