package dev.stile.git.mirror;

import java.time.Instant;
import java.util.Optional;

/** The newest moment at which the server says that a record changed. */
public final class NewestChange {
    /** Of the last entry of an index. */
    static final String STATEMENT = "SELECT max(updated_at) FROM record";

    private NewestChange() {}

    /**
     * Of the records that main shows; empty if the server names no such times. By the server's own
     * clock, and not after the answer that brought it.
     */
    public static Optional<Instant> shown(MirrorState state) {
        return state.read(
                transaction ->
                        transaction
                                .first(STATEMENT, row -> row.optionalText(1))
                                .flatMap(newest -> newest)
                                .map(Instant::parse));
    }
}
