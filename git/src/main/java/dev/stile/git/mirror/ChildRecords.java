package dev.stile.git.mirror;

import dev.stile.api.value.RecordId;

import java.util.List;
import java.util.Map;

/**
 * Which records that main shows are below which others. Any thread may read; the holder of the
 * mirror's lock writes.
 */
public final class ChildRecords {
    private final MirrorState state;

    public ChildRecords(MirrorState state) {
        this.state = state;
    }

    /** The records that have this one as their parent, by path. */
    public List<ShownRecord> of(RecordId parent) {
        return state.read(
                transaction ->
                        transaction.list(
                                "SELECT "
                                        + MirrorState.RECORD_COLUMNS
                                        // The second condition is the index's own.
                                        + " FROM record WHERE parent = ? AND parent > '' ORDER BY path",
                                MirrorState::shownRow,
                                parent.text()));
    }

    /** Whether the parent of every record was noted when it was shown. */
    public boolean areAllNoted() {
        return state.read(
                        transaction ->
                                transaction.first(
                                        "SELECT 1 FROM record WHERE parent IS NULL LIMIT 1",
                                        row -> true))
                .isEmpty();
    }

    /**
     * Notes the parents of all records of which none was noted: those that are not named have none.
     */
    public void note(Map<RecordId, RecordId> parents) {
        state.write(
                transaction -> {
                    parents.forEach(
                            (child, parent) ->
                                    transaction.update(
                                            "UPDATE record SET parent = ? WHERE id = ? AND parent IS NULL",
                                            parent.text(),
                                            child.text()));
                    return transaction.update("UPDATE record SET parent = '' WHERE parent IS NULL");
                });
    }
}
