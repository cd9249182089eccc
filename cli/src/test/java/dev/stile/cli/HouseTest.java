package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.cli.wiring.House;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditUnavailableException;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.audit.AuditVerdict;
import dev.stile.core.audit.AuditVerifier;
import dev.stile.core.redact.Redactor;
import dev.stile.core.store.Database;
import dev.stile.core.store.HomeSchema;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class HouseTest {
    private static final AuditEntry READ =
            AuditEntry.of(AuditOrigin.PERSON, "ada", AuditVerb.RECORD_READ).connection("work");

    @Test
    @Proves({"TU-53", "TU-54"})
    void aRowThatCannotBeWrittenAtTheEndKeepsNothingElseFromBeingPutAway(@TempDir Path folder)
            throws IOException {
        Cli cli = new Cli(folder);
        House house =
                new House(
                        cli.around(), AuditOrigin.PERSON, new Redactor(), (message, remote) -> {});
        long held = house.audit().appendIntent(House.patience(), READ);
        limitPages(house.database(), 1);
        boolean room = true;
        while (room) {
            room = hasRoom(house);
        }
        assertThatThrownBy(
                        () ->
                                house.audit()
                                        .appendOutcome(
                                                House.patience(), held, READ.outcome("held")))
                .isInstanceOf(AuditUnavailableException.class);
        house.audit().appendLater(House.patience(), READ.outcome("waits"));

        assertThatThrownBy(house::close).isInstanceOf(AuditUnavailableException.class);

        try (Database database =
                Database.open(house.home().database(), new HomeSchema(), House.patience())) {
            AuditVerdict verdict =
                    new AuditVerifier(database, house.home()).verify(House.patience());
            assertThat(verdict.result()).isEqualTo(AuditVerdict.Result.PROVEN);
            assertThat(Files.readString(house.home().auditHead()))
                    .contains(verdict.end().orElseThrow().toString());
        }
    }

    private static boolean hasRoom(House house) {
        try {
            house.audit().appendPoint(House.patience(), READ);
            return true;
        } catch (AuditUnavailableException full) {
            return false;
        }
    }

    /** As a disk with so many pages. */
    private static void limitPages(Database database, int pages) {
        database.read(
                House.patience(),
                transaction ->
                        transaction.first("PRAGMA max_page_count=" + pages, row -> row.number(1)));
    }
}
