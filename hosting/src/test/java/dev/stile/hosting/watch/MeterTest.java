package dev.stile.hosting.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.store.Database;
import dev.stile.core.store.TestHome;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What may still be asked of a host. */
final class MeterTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    @TempDir Path folder;

    @Test
    @Proves("GH-90")
    void ofTwoLimitsThatLooksMeetBesideEachOtherTheLongerOneHolds() {
        Instant reset = NOON.plus(Duration.ofMinutes(17));
        try (Database database = TestHome.open(TestHome.in(folder))) {
            park(database, reset);
            park(database, NOON.plus(Duration.ofMinutes(1)));
            Optional<Instant> parked =
                    database.read(
                            TestHome.soon(),
                            transaction ->
                                    Meter.load(transaction, Budget.ofOne("work", 100), NOON)
                                            .parkedUntil(NOON));
            assertThat(parked).contains(reset);
        }
    }

    private static void park(Database database, Instant until) {
        database.transaction(
                TestHome.soon(),
                transaction -> {
                    Meter meter = Meter.load(transaction, Budget.ofOne("work", 100), NOON);
                    meter.park(until, NOON);
                    meter.store(transaction);
                    return true;
                });
    }
}
