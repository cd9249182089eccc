package dev.stile.core.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.connector.Pacing;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

@Proves("TU-14")
final class BucketTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final long DAY = 86_400_000L;

    /** Sixty a minute: a burst of ten, then one a second. */
    private static final Pacing PACING = new Pacing(4, Duration.ZERO, 60);

    private static int granted(Bucket bucket, long now) {
        int count = 0;
        Bucket state = bucket;
        while (state.wait(now, PACING).isZero() && count < 1_000) {
            state = state.take(now, PACING);
            count++;
        }
        return count;
    }

    private static Bucket empty(long now) {
        Bucket bucket = Bucket.NEW;
        while (bucket.wait(now, PACING).isZero()) {
            bucket = bucket.take(now, PACING);
        }
        return bucket;
    }

    @Test
    void aBurstThenTheBudget() {
        assertThat(granted(Bucket.NEW, NOW)).isEqualTo(10);
        assertThat(empty(NOW).wait(NOW, PACING)).isEqualTo(Duration.ofSeconds(1));
        assertThat(granted(empty(NOW), NOW + 3_000)).isEqualTo(3);
    }

    @Test
    void aClockThatIsSetForwardGrantsOneBurstAtMost() {
        assertThat(granted(empty(NOW), NOW + 3_650 * DAY)).isEqualTo(10);
    }

    @Test
    void aClockThatIsSetBackNeitherEmptiesNorStopsABucket() {
        Bucket half = Bucket.NEW;
        for (int count = 0; count < 5; count++) {
            half = half.take(NOW, PACING);
        }
        assertThat(granted(half, NOW - DAY)).isEqualTo(5);
        assertThat(empty(NOW).wait(NOW - DAY, PACING)).isEqualTo(Duration.ofSeconds(1));
        Bucket after = half.take(NOW - DAY, PACING);
        assertThat(granted(after, NOW - DAY + 2_000)).isEqualTo(6);
    }

    @Test
    void aBlockNeverOutlastsWhatTheServerSaidHoweverTheClockMoves() {
        Bucket blocked = Bucket.NEW.block(NOW, Duration.ofSeconds(90));
        assertThat(blocked.wait(NOW + 30_000, PACING)).isEqualTo(Duration.ofSeconds(60));
        assertThat(blocked.wait(NOW - DAY, PACING)).isEqualTo(Duration.ofSeconds(90));
        assertThat(blocked.wait(NOW + 90_000, PACING)).isZero();
    }

    @Test
    void theServersOwnCountReplacesTheBudget() {
        Bucket told =
                Bucket.NEW.told(
                        NOW,
                        new ServerLimit.Remaining(OptionalLong.of(50), 30, Duration.ofMinutes(5)));
        assertThat(granted(told, NOW)).isEqualTo(30);
        Bucket spent =
                Bucket.NEW.told(
                        NOW,
                        new ServerLimit.Remaining(OptionalLong.of(50), 0, Duration.ofMinutes(5)));
        assertThat(spent.wait(NOW + 1_000, PACING))
                .isEqualTo(Duration.ofMinutes(5).minusSeconds(1));
        assertThat(spent.wait(NOW + 300_000, PACING)).isZero();
    }

    @Test
    void withinAWindowTheLowerCountHoldsAndNothingNewChangesNothing() {
        ServerLimit.Remaining thirty =
                new ServerLimit.Remaining(OptionalLong.empty(), 30, Duration.ofMinutes(5));
        Bucket told = Bucket.NEW.told(NOW, thirty).take(NOW, PACING);
        assertThat(told.told(NOW, thirty)).isSameAs(told);
        assertThat(
                        granted(
                                told.told(
                                        NOW,
                                        new ServerLimit.Remaining(
                                                OptionalLong.empty(), 7, Duration.ofMinutes(5))),
                                NOW))
                .isEqualTo(7);
        Bucket next =
                told.told(
                        NOW,
                        new ServerLimit.Remaining(OptionalLong.empty(), 99, Duration.ofMinutes(9)));
        assertThat(granted(next, NOW)).isEqualTo(99);
    }

    @Test
    @Proves("TR-62")
    void aSecondaryLimitWithoutADelayWaitsAMinuteAndThenDoubles() {
        Bucket bucket = Bucket.NEW;
        long now = NOW;
        for (int minutes : new int[] {1, 2, 4, 8, 15, 15}) {
            bucket = bucket.strike(now, Optional.empty());
            assertThat(bucket.blocked().left(now)).isEqualTo(minutes * 60_000L);
            now += minutes * 60_000L;
        }
        now += 16 * 60_000L;
        assertThat(bucket.strike(now, Optional.empty()).blocked().left(now)).isEqualTo(60_000L);
        assertThat(Bucket.NEW.strike(now, Optional.of(Duration.ofSeconds(7))).blocked().left(now))
                .isEqualTo(7_000L);
    }
}
