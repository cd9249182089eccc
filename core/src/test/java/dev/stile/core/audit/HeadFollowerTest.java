package dev.stile.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.call.Deadline;
import dev.stile.core.store.Database;
import dev.stile.core.store.TestHome;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** What a process does for the head while it waits for a server. */
@Proves("TU-54")
@Timeout(60)
final class HeadFollowerTest {
    @TempDir Path folder;

    @Test
    void theHeadFollowsAnIntentWhoseRequestIsStillUnderWay() {
        AuditFixture log = new AuditFixture(folder).cross(1);
        try (Database database = log.open();
                SqliteAuditLog audit = log.log(database)) {
            audit.appendIntent(TestHome.soon(), AuditFixture.UPDATE);
            awaitHead(log, 4);
            database.transaction(
                    TestHome.soon(),
                    transaction -> audit.append(transaction, AuditRow.intent(AuditFixture.UPDATE)));
            awaitHead(log, 5);
        }
    }

    @Test
    void whatStandsAgainstTheHeadIsToldToTheNextThatBegins() throws IOException {
        AuditFixture log = new AuditFixture(folder).cross(1);
        try (Database database = log.open()) {
            SqliteAuditLog audit = log.log(database);
            audit.appendIntent(TestHome.soon(), AuditFixture.UPDATE);
            Files.writeString(log.home().auditHead(), "somebody else's");
            assertThatThrownBy(() -> appendUntilTold(database, audit))
                    .isInstanceOf(AuditUnavailableException.class)
                    .hasRootCauseMessage(
                            "the audit log does not continue what was kept of it: the head was"
                                    + " written by somebody else");
        }
    }

    @Test
    void manyRowsAreKeptAtOnceAndAFailedKeepingIsTriedAgain() throws InterruptedException {
        AtomicBoolean behind = new AtomicBoolean();
        AtomicInteger tries = new AtomicInteger();
        CountDownLatch kept = new CountDownLatch(1);
        try (HeadFollower follower =
                new HeadFollower(
                        behind::get,
                        () -> {
                            if (tries.incrementAndGet() == 3) {
                                behind.set(false);
                                kept.countDown();
                            }
                        },
                        Duration.ofMillis(1).toNanos())) {
            behind.set(true);
            for (int row = 0; row < 1_000; row++) {
                follower.appended();
            }
            kept.await();
        }
        assertThat(tries).hasValue(3);
    }

    @Test
    void whoeverClosesWaitsForNoPause() {
        AtomicInteger tries = new AtomicInteger();
        HeadFollower follower =
                new HeadFollower(() -> true, tries::incrementAndGet, Duration.ofDays(1).toNanos());
        follower.appended();
        follower.close();
        follower.appended();
        assertThat(tries).hasValue(0);
    }

    private static void appendUntilTold(Database database, SqliteAuditLog audit) {
        Deadline deadline = TestHome.soon();
        while (!deadline.isPast()) {
            database.transaction(
                    TestHome.soon(),
                    transaction -> audit.append(transaction, AuditRow.point(AuditFixture.UPDATE)));
        }
    }

    private static void awaitHead(AuditFixture log, long sequence) {
        Deadline deadline = TestHome.soon();
        HeadFile file = new HeadFile(log.home());
        while (file.readProven().filter(head -> head.sequence() == sequence).isEmpty()) {
            assertThat(deadline.isPast()).as("the head of row " + sequence).isFalse();
        }
    }
}
