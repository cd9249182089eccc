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

    Watched state(PrState other) {
        return new Watched(
                connection,
                pr,
                other,
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

    /** After a decision on a snapshot. */
    Watched decided(String word, Optional<Instant> wakeAt, Instant nextAt) {
        return new Watched(
                connection,
                pr,
                state,
                facts,
                word,
                print,
                pending,
                changed,
                computing,
                whole,
                wakeAt,
                nextAt,
                0,
                0,
                ended);
    }

    /** After a snapshot. */
    Watched seen(
            String digest,
            boolean checksRun,
            Instant changedAt,
            Optional<Instant> since,
            Instant at) {
        return new Watched(
                connection,
                pr,
                state,
                digest,
                decided,
                print,
                checksRun,
                changedAt,
                since,
                at,
                wake,
                next,
                missing,
                failures,
                ended);
    }

    Watched print(String other) {
        return new Watched(
                connection,
                pr,
                state,
                facts,
                decided,
                other,
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

    /** After a probe that showed something new: a snapshot is owed. */
    Watched owed(String other, Instant now) {
        return print(other).later(now);
    }

    /** After a probe that showed nothing new. */
    Watched unchanged(Instant nextAt) {
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
                nextAt,
                missing,
                failures,
                ended);
    }

    /** Later, with a snapshot then. */
    Watched later(Instant nextAt) {
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
                Optional.of(nextAt),
                nextAt,
                missing,
                failures,
                ended);
    }

    Watched missed(Instant nextAt) {
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
                Optional.of(nextAt),
                nextAt,
                missing + 1,
                failures,
                ended);
    }

    Watched failed(Instant nextAt) {
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
                Optional.of(nextAt),
                nextAt,
                missing,
                failures + 1,
                ended);
    }

    Watched ended(Instant at) {
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
                Optional.of(at));
    }
}
