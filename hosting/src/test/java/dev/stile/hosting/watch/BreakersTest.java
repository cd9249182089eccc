package dev.stile.hosting.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.store.Database;
import dev.stile.core.store.TestHome;
import dev.stile.hosting.Forge;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** When a repository or a host is not asked for a while. */
@Proves("GH-91")
final class BreakersTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

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

    @Test
    void itOpensAtTheThirdFailureForHalfAMinuteThatDoublesToAQuarterOfAnHour() {
        Random random = new Random(3);
        Breaker breaker = Breaker.CLOSED.failed(NOON, random).failed(NOON, random);
        assertThat(breaker.isOpen(NOON)).isFalse();
        Duration most = Duration.ofSeconds(30);
        Instant now = NOON;
        for (int times = 0; times < 10; times++) {
            breaker = breaker.failed(now, random);
            assertThat(Duration.between(now, breaker.until()))
                    .isLessThanOrEqualTo(most)
                    .isGreaterThanOrEqualTo(most.multipliedBy(4).dividedBy(5));
            assertThat(breaker.isOpen(now)).isTrue();
            now = breaker.until();
            assertThat(breaker.isOpen(now)).isFalse();
            assertThat(breaker.isTrying()).isTrue();
            most = most.multipliedBy(2);
            most = most.compareTo(Duration.ofMinutes(15)) > 0 ? Duration.ofMinutes(15) : most;
        }
    }

    @Test
    void fiveRepositoriesThatOpenWithinAMinuteOpenTheHostAlsoAfterARestart() {
        assertThat(afterFailuresOf(4).host().isOpen(NOON)).isFalse();
        assertThat(afterFailuresOf(5).host().isOpen(NOON)).isTrue();
        assertThat(load().host().isOpen(NOON)).isTrue();

        database.transaction(
                TestHome.soon(),
                transaction -> {
                    load(transaction).succeeded(transaction, Forge.ref("acme/r0", 1).repo());
                    return true;
                });
        assertThat(load().host().isOpen(NOON)).isFalse();
        assertThat(load().of(Forge.ref("acme/r1", 1).repo()).isOpen(NOON)).isTrue();
    }

    private Breakers afterFailuresOf(int repositories) {
        return database.transaction(
                TestHome.soon(),
                transaction -> {
                    transaction.update("DELETE FROM host_breaker");
                    Breakers breakers = load(transaction);
                    for (int number = 0; number < repositories; number++) {
                        for (int times = 0; times < 3; times++) {
                            breakers.failed(
                                    transaction, Forge.ref("acme/r" + number, 1).repo(), NOON);
                        }
                    }
                    return breakers;
                });
    }

    private Breakers load() {
        return database.read(TestHome.soon(), BreakersTest::load);
    }

    private static Breakers load(dev.stile.core.store.Transaction transaction) {
        return Breakers.load(transaction, "work", new Random(3));
    }
}
