package dev.stile.connectors.redmine.write;

import dev.stile.api.store.FindResult;
import dev.stile.api.value.Moment;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How far back the server is searched for what a lost answer may have made, since its clock writes
 * the times and ours says when the first attempt was.
 *
 * @param firstSecond when the first attempt was: what is older and looks the same proves nothing
 * @param oldest what is older than this cannot be it
 * @param isAhead whether the server's clock has not come to the first attempt: what was made then
 *     would be hidden
 */
record LookBack(Instant firstSecond, Instant oldest, boolean isAhead) {
    static final FindResult CANNOT_TELL =
            new FindResult.CannotTell(
                    "by the server's clock the first attempt has not happened yet");

    /** What two clocks may differ by, one of them the server's as its answer tells it. */
    private static final Duration DOUBT = Duration.ofMinutes(10);

    /**
     * The same for a clock that no answer tells, as without a proxy that adds a {@code Date}: also
     * a wrong zone is less than a day.
     */
    private static final Duration UNTOLD = Duration.ofDays(1);

    /**
     * @param since the first attempt, by our clock
     * @param serverTime the server's clock now
     */
    static LookBack from(Instant since, Optional<Moment> serverTime) {
        Instant firstSecond = since.truncatedTo(ChronoUnit.SECONDS);
        return new LookBack(
                firstSecond,
                firstSecond.minus(serverTime.isPresent() ? DOUBT : UNTOLD),
                serverTime.filter(now -> now.at().isBefore(since.minus(DOUBT))).isPresent());
    }
}
