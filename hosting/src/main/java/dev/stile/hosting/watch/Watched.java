package dev.stile.hosting.watch;

import dev.stile.api.hosting.PrRef;
import dev.stile.hosting.policy.PrState;

import java.time.Instant;
import java.util.Optional;

/**
 * One watched pull request as it is stored.
 *
 * @param state what the policy remembers
 * @param facts digest of the last snapshot; empty before the first
 * @param decided the word of the last decision
 * @param print of the last probe; empty if there was none
 * @param pending whether checks were running
 * @param changed when the facts last changed
 * @param computing since when the host computes whether it merges
 * @param whole when the last snapshot was
 * @param wake from when a snapshot is due whatever a probe says
 * @param next when it is looked at again
 * @param missing how often in a row it was not found
 * @param failures how often in a row it could not be read for another reason
 * @param ended when it was merged or closed and that was told
 */
public record Watched(
        String connection,
        PrRef pr,
        PrState state,
        String facts,
        String decided,
        String print,
        boolean pending,
        Instant changed,
        Optional<Instant> computing,
        Instant whole,
        Optional<Instant> wake,
        Instant next,
        int missing,
        int failures,
        Optional<Instant> ended) {
    /** So many times in a row not found pause a watch. */
    public static final int MISSING_PAUSES = 3;

    /** A pull request that was never looked at. */
    static Watched fresh(String connection, PrRef pr, Instant now) {
        return new Watched(
                connection,
                pr,
                PrState.fresh(),
                "",
                "",
                "",
                false,
                now,
                Optional.empty(),
                Instant.EPOCH,
                Optional.of(now),
                now,
                0,
                0,
                Optional.empty());
    }

    /** Whether it is tried once an hour only, because nobody finds it. */
    public boolean isPaused() {
        return missing >= MISSING_PAUSES;
    }

    /** The same under another name. */
    Watched named(PrRef other) {
        Draft draft = new Draft();
        draft.pr = other;
        return draft.watched();
    }

    Watched state(PrState other) {
        Draft draft = new Draft();
        draft.state = other;
        return draft.watched();
    }

    /** After a decision on a snapshot. */
    Watched decided(String word, Optional<Instant> wakeAt, Instant nextAt) {
        Draft draft = new Draft();
        draft.decided = word;
        draft.wake = wakeAt;
        draft.next = nextAt;
        draft.missing = 0;
        draft.failures = 0;
        return draft.watched();
    }

    /** After a snapshot. */
    Watched seen(
            String digest,
            boolean checksRun,
            Instant changedAt,
            Optional<Instant> since,
            Instant at) {
        Draft draft = new Draft();
        draft.facts = digest;
        draft.pending = checksRun;
        draft.changed = changedAt;
        draft.computing = since;
        draft.whole = at;
        return draft.watched();
    }

    Watched print(String other) {
        Draft draft = new Draft();
        draft.print = other;
        return draft.watched();
    }

    /** After a probe that showed something new: a snapshot is owed. */
    Watched owed(String other, Instant now) {
        return print(other).later(now);
    }

    /** After a probe that showed nothing new. */
    Watched unchanged(Instant nextAt) {
        Draft draft = new Draft();
        draft.next = nextAt;
        return draft.watched();
    }

    /** Later, with a snapshot then. */
    Watched later(Instant nextAt) {
        return owing(nextAt).watched();
    }

    Watched missed(Instant nextAt) {
        Draft draft = owing(nextAt);
        draft.missing++;
        return draft.watched();
    }

    Watched failed(Instant nextAt) {
        Draft draft = owing(nextAt);
        draft.failures++;
        return draft.watched();
    }

    Watched ended(Instant at) {
        Draft draft = new Draft();
        draft.ended = Optional.of(at);
        return draft.watched();
    }

    private Draft owing(Instant nextAt) {
        Draft draft = new Draft();
        draft.wake = Optional.of(nextAt);
        draft.next = nextAt;
        return draft;
    }

    /** The same, of which some is changed. */
    private final class Draft {
        private PrRef pr = Watched.this.pr;
        private PrState state = Watched.this.state;
        private String facts = Watched.this.facts;
        private String decided = Watched.this.decided;
        private String print = Watched.this.print;
        private boolean pending = Watched.this.pending;
        private Instant changed = Watched.this.changed;
        private Optional<Instant> computing = Watched.this.computing;
        private Instant whole = Watched.this.whole;
        private Optional<Instant> wake = Watched.this.wake;
        private Instant next = Watched.this.next;
        private int missing = Watched.this.missing;
        private int failures = Watched.this.failures;
        private Optional<Instant> ended = Watched.this.ended;

        Watched watched() {
            return new Watched(
                    connection,
                    pr,
                    state,
                    facts,
                    decided,
                    print,
                    pending,
                    changed,
                    computing,
                    whole,
                    wake,
                    next,
                    missing,
                    failures,
                    ended);
        }
    }
}
