package dev.stile.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.connector.Pacing;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditUnavailableException;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.egress.Crossings;
import dev.stile.core.egress.LedgerCrossings;
import dev.stile.core.limit.BucketKey;
import dev.stile.core.limit.RequestKind;
import dev.stile.core.store.Database;
import dev.stile.core.store.TestHome;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

final class JointAuditLogTest {
    private static final AuditEntry READ =
            AuditEntry.of(AuditOrigin.PERSON, "ada", AuditVerb.RECORD_READ).connection("work");

    @Test
    void aRowThatWaitsStandsBeforeTheOneThatTookItWithIt(@TempDir Path folder) {
        try (RegistryFixture fixture = new RegistryFixture(folder)) {
            JointAuditLog.Waiting intent = fixture.audit.beginLater(READ);
            assertThat(fixture.rows()).isEmpty();

            fixture.request();
            fixture.audit.endLater(intent, READ.outcome("ok"));
            fixture.audit.close();

            assertThat(fixture.rows())
                    .containsExactly(
                            "record.read intent - -",
                            "egress.read intent - -",
                            "egress.read outcome - ok",
                            "record.read outcome - ok");
        }
    }

    @Test
    void aRowThatNothingWaitsForStandsBeforeTheNextOneAtTheLatestWhenTheLogIsClosed(
            @TempDir Path folder) {
        try (RegistryFixture fixture = new RegistryFixture(folder)) {
            fixture.audit.appendLater(TestHome.soon(), READ.outcome("early"));
            assertThat(fixture.rows()).isEmpty();

            fixture.audit.append(TestHome.soon(), List.of(AuditRow.point(READ.outcome("next"))));
            fixture.audit.appendLater(TestHome.soon(), READ.outcome("late"));
            fixture.audit.close();

            assertThat(fixture.rows())
                    .containsExactly(
                            "record.read point - early",
                            "record.read point - next",
                            "record.read point - late");
        }
    }

    @Test
    void aCallThatSentNothingLeavesNoRow(@TempDir Path folder) {
        try (RegistryFixture fixture = new RegistryFixture(folder)) {
            fixture.audit.endLater(fixture.audit.beginLater(READ), READ.outcome("not_supported"));
            fixture.audit.close();

            assertThat(fixture.rows()).isEmpty();
        }
    }

    @Test
    void aRowWhoseTransactionWasNotKeptWaitsAgain(@TempDir Path folder) {
        try (RegistryFixture fixture = new RegistryFixture(folder)) {
            JointAuditLog.Waiting intent = fixture.audit.beginLater(READ);
            Database database = fixture.database();

            assertThatThrownBy(
                            () ->
                                    database.transaction(
                                            TestHome.soon(),
                                            transaction -> {
                                                fixture.audit.append(
                                                        transaction, AuditRow.point(READ));
                                                throw new IllegalStateException("not kept");
                                            }))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(fixture.rows()).isEmpty();
            fixture.request();
            fixture.audit.endLater(intent, READ.outcome("ok"));
            fixture.audit.close();

            assertThat(fixture.rows())
                    .startsWith("record.read intent - -")
                    .endsWith("record.read outcome - ok");
        }
    }

    @Test
    @Proves("TU-53")
    void anOutcomeThatRodeInATransactionThatWasNotKeptComesBeforeTheNextRow(@TempDir Path folder) {
        try (RegistryFixture fixture = new RegistryFixture(folder)) {
            JointAuditLog.Waiting intent = fixture.audit.beginLater(READ);
            fixture.request();
            fixture.audit.endLater(intent, READ.outcome("ok"));
            rolledBack(fixture, () -> {});
            fixture.audit.beginLater(READ);

            fixture.request();

            assertThat(fixture.rows())
                    .containsExactly(
                            "record.read intent - -",
                            "egress.read intent - -",
                            "egress.read outcome - ok",
                            "record.read outcome - ok",
                            "record.read intent - -",
                            "egress.read intent - -",
                            "egress.read outcome - ok");
        }
    }

    @Test
    @Proves("TU-53")
    void anOutcomeThatFoundNoRoomComesBeforeTheNextRowOfAnybody(@TempDir Path folder) {
        try (RegistryFixture fixture = new RegistryFixture(folder)) {
            Database database = fixture.database();
            LedgerCrossings crossings =
                    new LedgerCrossings(database, fixture.audit, fixture.buckets());
            AuditEntry egress =
                    AuditEntry.of(AuditOrigin.PERSON, "ada", AuditVerb.EGRESS_READ)
                            .connection("work");
            long sent = begun(crossings, egress);
            TestHome.limitPages(database, 1);
            int fill = 0;
            while (hasRoom(fixture)) {
                fill++;
            }
            crossings.end(sent, egress.outcome("ok"));
            fixture.audit.beginLater(READ);
            assertThatThrownBy(() -> begun(crossings, egress))
                    .isInstanceOf(AuditUnavailableException.class);

            TestHome.limitPages(database, 1_000_000);
            fixture.audit.appendPoint(TestHome.soon(), READ.outcome("another's"));
            crossings.end(begun(crossings, egress), egress.outcome("ok"));

            assertThat(fixture.rows().subList(1 + fill, fixture.rows().size()))
                    .containsExactly(
                            "egress.read outcome - ok",
                            "record.read point - another's",
                            "record.read intent - -",
                            "egress.read intent - -",
                            "egress.read outcome - ok");
        }
    }

    @Test
    @Proves("TU-53")
    void whatCouldNotBeWrittenIsAtTheEndAndOutcomesComeBeforePoints(@TempDir Path folder) {
        try (RegistryFixture fixture = new RegistryFixture(folder)) {
            JointAuditLog.Waiting call = fixture.audit.beginLater(READ);
            fixture.request();
            long held = fixture.audit.appendIntent(TestHome.soon(), READ);
            TestHome.limitPages(fixture.database(), 1);
            boolean room = true;
            while (room) {
                room = hasRoom(fixture);
            }
            assertThatThrownBy(
                            () ->
                                    fixture.audit.appendOutcome(
                                            TestHome.soon(), held, READ.outcome("held")))
                    .isInstanceOf(AuditUnavailableException.class);
            TestHome.limitPages(fixture.database(), 1_000_000);
            fixture.audit.endLater(call, READ.outcome("ok"));
            fixture.audit.appendLater(TestHome.soon(), READ.outcome("refused"));

            fixture.audit.close();

            assertThat(fixture.rows())
                    .endsWith(
                            "record.read outcome - held",
                            "record.read outcome - ok",
                            "record.read point - refused");
        }
    }

    @Test
    @Proves("TU-52")
    void aCallThatEndsWhileAnotherThreadCommitsItsIntentHasItsOutcome(@TempDir Path folder) {
        try (RegistryFixture fixture = new RegistryFixture(folder)) {
            JointAuditLog.Waiting intent = fixture.audit.beginLater(READ);
            fixture.database()
                    .transaction(
                            TestHome.soon(),
                            transaction -> {
                                long number =
                                        fixture.audit.append(transaction, AuditRow.point(READ));
                                fixture.audit.endLater(intent, READ.outcome("ok"));
                                return number;
                            });
            fixture.audit.close();

            assertThat(fixture.rows())
                    .containsExactly(
                            "record.read intent - -",
                            "record.read point - -",
                            "record.read outcome - ok");
            assertThat(fixture.unknown()).isEmpty();
        }
    }

    @Test
    @Proves("TU-52")
    void aCallThatEndsInATransactionThatIsNotKeptLeavesNoOutcomeForAnothersRow(
            @TempDir Path folder) {
        try (RegistryFixture fixture = new RegistryFixture(folder)) {
            JointAuditLog.Waiting intent = fixture.audit.beginLater(READ);
            rolledBack(fixture, () -> fixture.audit.endLater(intent, READ.outcome("ok")));
            fixture.request();
            fixture.audit.close();

            assertThat(fixture.rows())
                    .containsExactly("egress.read intent - -", "egress.read outcome - ok");
        }
    }

    @Test
    @Proves("TU-52")
    void anIntentIsTakenOnlyByWhoeverHoldsTheWriteLock(@TempDir Path folder) {
        try (RegistryFixture fixture = new RegistryFixture(folder)) {
            JointAuditLog.Waiting intent = fixture.audit.beginLater(READ);
            // Another thread's rows, in its hands and not yet in a transaction.
            fixture.audit.append(
                    TestHome.soon(),
                    List.of(AuditRow.point(READ)),
                    (transaction, numbers) -> fixture.audit.append(transaction, request()));
            fixture.audit.endLater(intent, READ.outcome("ok"));
            fixture.audit.close();

            assertThat(fixture.rows())
                    .containsExactly(
                            "record.read point - -",
                            "record.read intent - -",
                            "egress.read intent - -",
                            "record.read outcome - ok");
        }
    }

    private static AuditRow request() {
        return AuditRow.intent(
                AuditEntry.of(AuditOrigin.PERSON, "ada", AuditVerb.EGRESS_READ).connection("work"));
    }

    private static void rolledBack(RegistryFixture fixture, Runnable meanwhile) {
        assertThatThrownBy(
                        () ->
                                fixture.database()
                                        .transaction(
                                                TestHome.soon(),
                                                transaction -> {
                                                    fixture.audit.append(
                                                            transaction, AuditRow.point(READ));
                                                    meanwhile.run();
                                                    throw new IllegalStateException("not kept");
                                                }))
                .isInstanceOf(IllegalStateException.class);
    }

    private static long begun(Crossings crossings, AuditEntry entry) {
        BucketKey key = new BucketKey("https://tracker.example", "ada", BucketKey.REQUESTS);
        Crossings.Leave leave =
                crossings.begin(
                        TestHome.soon(),
                        key,
                        RequestKind.READ,
                        new Pacing(1, Duration.ZERO, 0),
                        AuditRow.intent(entry));
        return ((Crossings.Leave.Granted) leave).intent();
    }

    private static boolean hasRoom(RegistryFixture fixture) {
        try {
            fixture.audit.appendPoint(TestHome.soon(), READ);
            return true;
        } catch (AuditUnavailableException full) {
            return false;
        }
    }
}
