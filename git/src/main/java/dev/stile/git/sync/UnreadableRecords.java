package dev.stile.git.sync;

import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.git.format.BodyStyle;
import dev.stile.git.mirror.MirrorState;
import dev.stile.git.mirror.NotedParent;
import dev.stile.git.mirror.ShownRecord;
import dev.stile.git.process.ObjectId;
import dev.stile.git.repository.BlobWriter;

import java.util.Optional;
import java.util.function.Predicate;

/** What cannot be read keeps its last good file; where there is none, a stub says so. */
final class UnreadableRecords {
    private static final int NAMED = 10;
    private static final Version VERSION = new Version("unreadable");

    private UnreadableRecords() {}

    /**
     * Adds the stubs to what a listing brought. Before each piece of it is stored: one that goes on
     * behind a record does not name it again. Each record is looked at once: what is there by then
     * stays, and so does its stub.
     *
     * @param inPieces whether this sync shows a record out of the pieces of a listing. What an
     *     interrupted one left is thrown away by a sync that does not go on with it
     */
    static void addStubs(
            Harvest harvest,
            MirrorState state,
            Predicate<RecordId> inPieces,
            ProjectFormat format,
            BlobWriter writer) {
        for (RecordId id : harvest.takeNewlyUnreadable()) {
            boolean isThere =
                    state.shown(id).isPresent()
                            || harvest.find(id).isPresent()
                            || inPieces.test(id);
            if (!isThere) {
                ObjectId blob = writer.write(format.emitter().emitUnreadable(id));
                harvest.show(stub(id, format, blob), true);
            }
        }
    }

    /** Adds the stubs, and a warning that names some of the records. */
    static void keep(
            Harvest harvest,
            MirrorState state,
            Predicate<RecordId> inPieces,
            ProjectFormat format,
            BlobWriter writer) {
        if (harvest.unreadableCount() == 0) {
            return;
        }
        addStubs(harvest, state, inPieces, format, writer);
        Failure.Builder warning =
                Failure.of(Code.RECORDS_UNREADABLE)
                        .headline(
                                harvest.unreadableCount()
                                        + " records could not be read; their last good files stay");
        harvest.unreadableIds().stream()
                .limit(NAMED)
                .forEach(id -> warning.detail(format.layout().recordPath(id)));
        harvest.warn(warning.build());
    }

    /** Whether main shows no more of that record than that it is there. */
    static boolean is(ShownRecord record) {
        return record.version().equals(VERSION);
    }

    private static ShownRecord stub(RecordId id, ProjectFormat format, ObjectId blob) {
        return new ShownRecord(
                id,
                format.layout().recordPath(id),
                VERSION,
                blob,
                BodyStyle.NEW.stored(),
                Optional.empty(),
                Optional.empty(),
                new NotedParent.None());
    }
}
