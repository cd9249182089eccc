package dev.stile.core.audit;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a proof found.
 *
 * @param result the answer
 * @param rows how many rows were read
 * @param end the last good row, if there is one: what to keep elsewhere
 * @param flaw the first thing that is wrong
 * @param anew the row that says that the head was missing and was made anew, if nobody accepted
 *     that
 * @param unknown sequence numbers of intents without an outcome, oldest first, at most {@link
 *     #MOST_UNKNOWN}
 */
public record AuditVerdict(
        Result result,
        long rows,
        Optional<AuditHead> end,
        Optional<Flaw> flaw,
        OptionalLong anew,
        List<Long> unknown) {
    /** So many intents without an outcome are named. */
    public static final int MOST_UNKNOWN = 1_000;

    /** The answer, with its exit code (TU-55). */
    public enum Result {
        PROVEN(0),
        BROKEN(1),
        /** The rows are in order, and nothing says, or once said, where they must end. */
        NO_HEAD(6);

        private final int exit;

        Result(int exit) {
            this.exit = exit;
        }

        public int exit() {
            return exit;
        }
    }

    /** What kind of tampering, or damage, was seen. */
    public enum Kind {
        /** The row's content does not have the row's hash. */
        CHANGED,
        /** A row is missing here. */
        REMOVED,
        /** There is a row too many before this one. */
        INSERTED,
        /** The row belongs to a later place. */
        MOVED,
        /** The row is whole, but is not the one that was here. */
        REPLACED,
        /** The log ends before this row, which was there. */
        TRUNCATED,
        /** This is another log. */
        LOG_REPLACED,
        /** The head was not written with the key of this home. */
        HEAD_FORGED
    }

    /**
     * @param sequence the first bad row
     * @param kind what is wrong with it
     */
    public record Flaw(long sequence, Kind kind) {}
}
