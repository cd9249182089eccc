package dev.stile.core.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.core.store.Database;
import dev.stile.core.store.TestHome;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

final class LeasesTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Clock NOON =
            Clock.fixed(Instant.parse("2026-05-04T12:00:00Z"), ZoneOffset.UTC);
    private static final Holder ELSEWHERE = new Holder("another boot", 1, 1);

    @TempDir Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = TestHome.open(TestHome.in(folder));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Leases leases(Clock clock, Holder self) {
        return new Leases(database, clock, self);
    }

    private Clock after(Duration duration) {
        return Clock.offset(NOON, duration);
    }

    @Test
    @Proves("FL-39")
    void onlyOneHoldsALease() {
        Leases mine = leases(NOON, Holder.self());
        Lease lease = mine.acquire(TestHome.soon(), "stream:weir", LONG).orElseThrow();

        assertThat(leases(NOON, ELSEWHERE).acquire(TestHome.soon(), "stream:weir", LONG)).isEmpty();
        assertThat(mine.holder(TestHome.soon(), "stream:weir")).contains(Holder.self());
        mine.release(TestHome.soon(), lease);
        assertThat(leases(NOON, ELSEWHERE).acquire(TestHome.soon(), "stream:weir", LONG))
                .get()
                .extracting(given -> given.fence().token())
                .isEqualTo(2L);
    }

    @Test
    @Proves("FL-39")
    void aHolderElsewhereKeepsItUntilItEndsAndNoLonger() {
        leases(NOON, ELSEWHERE).acquire(TestHome.soon(), "stream", LONG).orElseThrow();

        assertThat(
                        leases(after(Duration.ofSeconds(29)), Holder.self())
                                .acquire(TestHome.soon(), "stream", LONG))
                .isEmpty();
        assertThat(
                        leases(after(Duration.ofSeconds(30)), Holder.self())
                                .acquire(TestHome.soon(), "stream", LONG))
                .isPresent();
    }

    @Test
    @Proves("FL-39")
    void aHolderOfThisMachineThatIsGoneIsDeadAtOnce() {
        Holder gone = new Holder(Holder.self().boot(), Holder.self().pid(), 12345);
        leases(NOON, gone).acquire(TestHome.soon(), "stream", LONG).orElseThrow();

        assertThat(leases(NOON, Holder.self()).acquire(TestHome.soon(), "stream", LONG))
                .isPresent();
    }

    @Test
    @Proves("FL-39")
    void aWallClockThatWasSetBackFreesALeaseInItsLength() {
        leases(after(Duration.ofDays(1)), ELSEWHERE)
                .acquire(TestHome.soon(), "stream", LONG)
                .orElseThrow();

        assertThat(leases(NOON, Holder.self()).acquire(TestHome.soon(), "stream", LONG))
                .isPresent();
    }

    @Test
    @Proves("FL-39")
    void whoLostALeaseCanNeitherRenewNorGiveItBack() {
        Leases old = leases(NOON, ELSEWHERE);
        Lease lost = old.acquire(TestHome.soon(), "stream", LONG).orElseThrow();
        Leases later = leases(after(Duration.ofMinutes(1)), Holder.self());
        later.acquire(TestHome.soon(), "stream", LONG).orElseThrow();

        assertThatThrownBy(() -> old.renew(TestHome.soon(), lost, LONG))
                .isInstanceOf(LeaseLostException.class);
        old.release(TestHome.soon(), lost);
        assertThat(later.holder(TestHome.soon(), "stream")).contains(Holder.self());
    }

    @Test
    void aLeaseThatIsRenewedGoesOn() {
        Leases mine = leases(NOON, ELSEWHERE);
        Lease lease = mine.acquire(TestHome.soon(), "stream", LONG).orElseThrow();
        leases(after(Duration.ofSeconds(20)), ELSEWHERE).renew(TestHome.soon(), lease, LONG);

        assertThat(
                        leases(after(Duration.ofSeconds(40)), Holder.self())
                                .acquire(TestHome.soon(), "stream", LONG))
                .isEmpty();
    }
}
