package dev.stile.api.hosting;

import java.time.Instant;
import java.util.List;

/**
 * What earlier attempts at the same write, under the same key, mean for the next one. Immutable.
 */
public sealed interface Earlier {
    /** There was none that can have been carried out. */
    record None() implements Earlier {}

    /**
     * One was carried out: what it wrote may be listed late, or was changed or taken away since.
     *
     * @param said the ids of the comments that it is known to have written; they hold also once
     *     somebody edited the text, so that its mark does not fit any more
     */
    record Done(List<CommentId> said) implements Earlier {
        public Done {
            said = List.copyOf(said);
        }
    }

    /** One may have been carried out, and the host works on none any more. */
    record Over() implements Earlier {}

    /**
     * One may have been carried out, or may yet be: now it is only looked for, and nothing is
     * written.
     *
     * @param until when the host works on it no more
     */
    record UnderWay(Instant until) implements Earlier {}
}
