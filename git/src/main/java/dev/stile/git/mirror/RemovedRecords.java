package dev.stile.git.mirror;

import dev.stile.api.value.RecordId;

import java.time.Instant;

/** The records that a mirror's pushes deleted. Any thread may call. */
public final class RemovedRecords {
    private final MirrorState state;

    public RemovedRecords(MirrorState state) {
        this.state = state;
    }

    /** Whether a push deleted that record since then. */
    public boolean has(RecordId id, Instant since) {
        return state.read(
                        transaction ->
                                transaction.first(
                                        "SELECT 1 FROM removed WHERE at >= ? AND id = ?",
                                        row -> true,
                                        since.toEpochMilli(),
                                        id.text()))
                .orElse(false);
    }
}
