package dev.stile.git.sync;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.RecordId;

/**
 * Reads of single records that a listing leads to. One that cannot be read stops no other. Of one
 * sync; one thread at a time.
 */
final class SingleReads {
    /** A server that gave no answer so often, and none between, gives none to anybody. */
    private static final int UNANSWERED = 3;

    private final Tracker tracker;
    private int unansweredInARow;

    SingleReads(Tracker tracker) {
        this.tracker = tracker;
    }

    /** What a read says. */
    sealed interface Answer {
        /** The record. */
        record Found(Tainted<TrackerRecord> record) implements Answer {}

        /** There is no such record, or none that is shown to us. */
        record Gone() implements Answer {}

        /** It may be there. */
        record Unreadable() implements Answer {}
    }

    /**
     * Reads a record.
     *
     * @throws ConnectorException if every further read would meet the same
     */
    Answer read(RecordId id) {
        try {
            Tainted<TrackerRecord> record =
                    tracker.store().getRecord(tracker.project(), id, tracker.calls().get());
            unansweredInARow = 0;
            return new Answer.Found(record);
        } catch (ConnectorException.NotFound missing) {
            if (missing.what() != ConnectorException.NotFound.What.RECORD) {
                throw missing;
            }
            return new Answer.Gone();
        } catch (ConnectorException.Unavailable | ConnectorException.Timeout noAnswer) {
            unansweredInARow++;
            if (unansweredInARow >= UNANSWERED) {
                throw noAnswer;
            }
            return new Answer.Unreadable();
        } catch (ConnectorException.Permission
                | ConnectorException.Malformed
                | ConnectorException.Internal ofThisOne) {
            return new Answer.Unreadable();
        }
    }
}
