package dev.stile.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.store.Database;
import dev.stile.core.store.TestHome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
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
}
