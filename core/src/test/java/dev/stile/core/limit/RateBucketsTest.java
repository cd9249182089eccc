package dev.stile.core.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.Pacing;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.TestHome;
import dev.stile.testkit.Proves;
import dev.stile.testkit.child.ChildJvm;
import dev.stile.testkit.time.TestClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

@Proves("TU-14")
final class RateBucketsTest {
    private static final BucketKey KEY = Reserving.KEY;
    private static final BucketKey OTHER_RESOURCE =
            new BucketKey(KEY.origin(), KEY.identity(), "search");
    private static final BucketKey OTHER_IDENTITY =
            new BucketKey(KEY.origin(), "bob", KEY.resource());

    @TempDir Path folder;

    @Test
    void twoProcessesTogetherGetNoMoreThanTheBudget() throws Exception {
        Home home = TestHome.in(folder);
        String path = home.folder().toString();
        try (ChildJvm one = ChildJvm.start(folder, Reserving.class, Map.of(), path, "90");
                ChildJvm other = ChildJvm.start(folder, Reserving.class, Map.of(), path, "90")) {
            assertThat(one.exit()).as(one.output()).isZero();
            assertThat(other.exit()).as(other.output()).isZero();
            assertThat(Integer.parseInt(one.output()) + Integer.parseInt(other.output()))
                    .isEqualTo(100);
        }
    }

    @Test
    void aBlockSurvivesTheProcessAndDelaysNoOtherCredential() {
        Home home = TestHome.in(folder);
        try (Database database = TestHome.open(home)) {
            buckets(database, home)
                    .learn(TestHome.soon(), KEY, new ServerLimit.Blocked(Duration.ofSeconds(30)));
        }
        try (Database database = TestHome.open(home)) {
            SqliteRateBuckets buckets = buckets(database, home);
            assertThat(read(buckets, KEY))
                    .isEqualTo(new Reservation.Wait(Duration.ofSeconds(30), false));
            assertThat(read(buckets, OTHER_RESOURCE)).isEqualTo(new Reservation.Granted());
            assertThat(read(buckets, OTHER_IDENTITY)).isEqualTo(new Reservation.Granted());
        }
    }

    @Test
    void aSecondaryLimitStopsEveryResourceOfItsCredential() {
        Home home = TestHome.in(folder);
        try (Database database = TestHome.open(home)) {
            SqliteRateBuckets buckets = buckets(database, home);
            buckets.learn(TestHome.soon(), KEY, new ServerLimit.SecondaryBlocked(Optional.empty()));
            Reservation wait = new Reservation.Wait(Duration.ofSeconds(60), true);
            assertThat(read(buckets, KEY)).isEqualTo(wait);
            assertThat(read(buckets, OTHER_RESOURCE)).isEqualTo(wait);
            assertThat(read(buckets, OTHER_IDENTITY)).isEqualTo(new Reservation.Granted());
        }
    }

    @Test
    void whatIsLeftIsKnownWhileTheWindowOfTheServerHolds() {
        Home home = TestHome.in(folder);
        Duration minute = Duration.ofMinutes(1);
        try (Database database = TestHome.open(home)) {
            SqliteRateBuckets buckets = buckets(database, home);
            assertThat(buckets.known(TestHome.soon(), KEY).remaining()).isEmpty();
            buckets.learn(
                    TestHome.soon(),
                    KEY,
                    new ServerLimit.Remaining(OptionalLong.of(100), 40, minute));
            assertThat(buckets.known(TestHome.soon(), KEY))
                    .isEqualTo(new Quota(OptionalLong.of(40), Optional.of(minute), Duration.ZERO));
            assertThat(read(buckets, KEY)).isEqualTo(new Reservation.Granted());
            buckets.learn(
                    TestHome.soon(), KEY, new ServerLimit.SecondaryBlocked(Optional.of(minute)));
            assertThat(buckets.known(TestHome.soon(), KEY))
                    .isEqualTo(new Quota(OptionalLong.of(39), Optional.of(minute), minute));
            assertThat(buckets.known(TestHome.soon(), OTHER_IDENTITY).remaining()).isEmpty();
        }
    }

    @Test
    void limitsThatAreCountedApartAreAllKnownByTheirResource() {
        Home home = TestHome.in(folder);
        Duration minute = Duration.ofMinutes(1);
        try (Database database = TestHome.open(home)) {
            SqliteRateBuckets buckets = buckets(database, home);
            Quota nothing = new Quota(OptionalLong.empty(), Optional.empty(), Duration.ZERO);
            assertThat(buckets.knownApart(TestHome.soon(), KEY))
                    .containsExactly(Map.entry(KEY, nothing));
            buckets.learn(
                    TestHome.soon(), KEY, new ServerLimit.SecondaryBlocked(Optional.of(minute)));
            assertThat(buckets.knownApart(TestHome.soon(), KEY)).containsOnlyKeys(KEY);
            buckets.learn(
                    TestHome.soon(),
                    OTHER_RESOURCE,
                    new ServerLimit.Remaining(OptionalLong.of(30), 7, minute));

            assertThat(buckets.knownApart(TestHome.soon(), KEY))
                    .containsExactly(
                            Map.entry(
                                    OTHER_RESOURCE,
                                    new Quota(OptionalLong.of(7), Optional.of(minute), minute)));
            assertThat(buckets.knownApart(TestHome.soon(), OTHER_IDENTITY))
                    .containsExactly(Map.entry(OTHER_IDENTITY, nothing));
        }
    }

    @Test
    @Proves("TR-63")
    void writesOfOneCredentialKeepTheirGapAndReadsDoNotWait() {
        Home home = TestHome.in(folder);
        Pacing pacing = new Pacing(4, Duration.ofSeconds(1), 600);
        try (Database database = TestHome.open(home)) {
            SqliteRateBuckets buckets = buckets(database, home);
            assertThat(buckets.reserve(TestHome.soon(), KEY, RequestKind.WRITE, pacing))
                    .isEqualTo(new Reservation.Granted());
            assertThat(buckets.reserve(TestHome.soon(), OTHER_RESOURCE, RequestKind.WRITE, pacing))
                    .isEqualTo(new Reservation.Wait(Duration.ofSeconds(1), false));
            assertThat(buckets.reserve(TestHome.soon(), KEY, RequestKind.READ, pacing))
                    .isEqualTo(new Reservation.Granted());
            assertThat(buckets.reserve(TestHome.soon(), OTHER_IDENTITY, RequestKind.WRITE, pacing))
                    .isEqualTo(new Reservation.Granted());
        }
    }

    /** Each limit as it stands when the clock is set back, and how long it then still holds. */
    private enum Limit {
        GAP(RequestKind.WRITE, 1_000),
        BUDGET(RequestKind.READ, 1_000),
        WINDOW(RequestKind.READ, 90_000),
        BLOCK(RequestKind.READ, 90_000),
        SECONDARY(RequestKind.READ, 90_000);

        private final RequestKind kind;
        private final long millis;

        Limit(RequestKind kind, long millis) {
            this.kind = kind;
            this.millis = millis;
        }

        private void reach(SqliteRateBuckets buckets, Pacing pacing) {
            Duration wait = Duration.ofMillis(millis);
            switch (this) {
                case GAP -> buckets.reserve(TestHome.soon(), KEY, kind, pacing);
                case BUDGET -> {
                    while (buckets.reserve(TestHome.soon(), KEY, kind, pacing)
                            instanceof Reservation.Granted) {
                        continue;
                    }
                }
                case WINDOW ->
                        buckets.learn(
                                TestHome.soon(),
                                KEY,
                                new ServerLimit.Remaining(OptionalLong.of(50), 0, wait));
                case BLOCK -> buckets.learn(TestHome.soon(), KEY, new ServerLimit.Blocked(wait));
                case SECONDARY ->
                        buckets.learn(
                                TestHome.soon(),
                                KEY,
                                new ServerLimit.SecondaryBlocked(Optional.of(wait)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClockThatIsSetBackByADayMakesNoWaitLongerThanItWas(Limit limit) {
        Home home = TestHome.in(folder);
        Pacing pacing = new Pacing(1, Duration.ofSeconds(1), 60);
        TestClock clock = TestClock.at("2026-03-02T00:00:00Z");
        try (Database database = TestHome.open(home)) {
            SqliteRateBuckets buckets = new SqliteRateBuckets(database, home, clock);
            limit.reach(buckets, pacing);
            clock.pass(Duration.ofDays(-1));

            for (long passed = 0; passed < limit.millis; passed += limit.millis / 2) {
                assertThat(buckets.reserve(TestHome.soon(), KEY, limit.kind, pacing))
                        .isEqualTo(
                                new Reservation.Wait(
                                        Duration.ofMillis(limit.millis - passed),
                                        limit == Limit.SECONDARY));
                clock.pass(Duration.ofMillis(limit.millis / 2));
            }
            assertThat(buckets.reserve(TestHome.soon(), KEY, limit.kind, pacing))
                    .isEqualTo(new Reservation.Granted());
        }
    }

    @Test
    void aReservationIsGivenBackWithTheTransactionThatItJoined() {
        Home home = TestHome.in(folder);
        try (Database database = TestHome.open(home)) {
            SqliteRateBuckets buckets = buckets(database, home);
            assertThatThrownBy(
                            () ->
                                    database.transaction(
                                            TestHome.soon(),
                                            transaction -> {
                                                for (int count = 0; count < 100; count++) {
                                                    buckets.reserve(
                                                            transaction,
                                                            KEY,
                                                            RequestKind.READ,
                                                            Reserving.HUNDRED);
                                                }
                                                throw new IllegalStateException(
                                                        "the audit row was not written");
                                            }))
                    .isInstanceOf(IllegalStateException.class);
            for (int count = 0; count < 100; count++) {
                assertThat(read(buckets, KEY)).isEqualTo(new Reservation.Granted());
            }
            assertThat(read(buckets, KEY)).isInstanceOf(Reservation.Wait.class);
        }
    }

    @Test
    void aPlaceIsHeldByOneAndFreeAgainWhenItsHolderIsKilled() throws Exception {
        Home home = TestHome.in(folder);
        try (Database database = TestHome.open(home);
                ChildJvm holder =
                        ChildJvm.start(
                                folder, Reserving.class, Map.of(), home.folder().toString())) {
            SqliteRateBuckets buckets = buckets(database, home);
            Deadline deadline = TestHome.soon();
            while (!holder.output().contains("held")) {
                assertThat(deadline.isPast()).isFalse();
                Thread.onSpinWait();
            }
            assertThatThrownBy(
                            () ->
                                    buckets.takePlace(
                                            Deadline.after(Duration.ofMillis(60)),
                                            KEY,
                                            Reserving.HUNDRED))
                    .isInstanceOfSatisfying(
                            Unavailable.class,
                            refusal -> assertThat(refusal.leftNothing()).isTrue());
            buckets.takePlace(TestHome.soon(), OTHER_IDENTITY, Reserving.HUNDRED).close();
            holder.close();
            buckets.takePlace(TestHome.soon(), KEY, Reserving.HUNDRED).close();
        }
    }

    @Test
    void threadsOfOneProcessTakeTurnsOnThePlaces() throws InterruptedException {
        Home home = TestHome.in(folder);
        try (Database database = TestHome.open(home)) {
            SqliteRateBuckets buckets = buckets(database, home);
            Pacing two = new Pacing(2, Duration.ZERO, 600);
            var under = new java.util.concurrent.atomic.AtomicInteger();
            var most = new java.util.concurrent.atomic.AtomicInteger();
            var threads = new java.util.ArrayList<Thread>();
            for (int count = 0; count < 16; count++) {
                threads.add(
                        Thread.ofVirtual()
                                .start(
                                        () -> {
                                            try (RateBuckets.Place place =
                                                    buckets.takePlace(TestHome.soon(), KEY, two)) {
                                                most.accumulateAndGet(
                                                        under.incrementAndGet(), Math::max);
                                                Thread.yield();
                                                under.decrementAndGet();
                                            }
                                        }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(most.get()).isBetween(1, 2);
        }
    }

    private static SqliteRateBuckets buckets(Database database, Home home) {
        return new SqliteRateBuckets(database, home, Reserving.STOPPED);
    }

    private static Reservation read(SqliteRateBuckets buckets, BucketKey key) {
        return buckets.reserve(TestHome.soon(), key, RequestKind.READ, Reserving.HUNDRED);
    }
}
