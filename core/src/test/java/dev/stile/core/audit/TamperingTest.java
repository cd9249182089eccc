package dev.stile.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.core.audit.AuditVerdict.Flaw;
import dev.stile.core.audit.AuditVerdict.Kind;
import dev.stile.core.audit.AuditVerdict.Result;
import dev.stile.core.digest.Sha256;
import dev.stile.core.store.Database;
import dev.stile.core.store.OwnFiles;
import dev.stile.core.store.StoreException;
import dev.stile.core.store.TestHome;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

@Proves({"TU-54", "TU-55"})
final class TamperingTest {
    @TempDir Path folder;

    /** What a hand may do to a log of eleven rows, and what the proof must say then. */
    private enum Hand {
        CHANGES_A_ROW(
                5,
                Kind.CHANGED,
                "UPDATE audit SET body = replace(body, 'record 7', 'record 8') WHERE seq = 5"),
        CHANGES_A_HASH(5, Kind.CHANGED, "UPDATE audit SET hash = randomblob(32) WHERE seq = 5"),
        CUTS_A_HASH(5, Kind.CHANGED, "UPDATE audit SET hash = x'' WHERE seq = 5"),
        REMOVES_A_ROW(5, Kind.REMOVED, "DELETE FROM audit WHERE seq = 5"),
        REMOVES_THE_FIRST(1, Kind.REMOVED, "DELETE FROM audit WHERE seq = 1"),
        REMOVES_AND_CLOSES_THE_GAP(
                5,
                Kind.MOVED,
                "DELETE FROM audit WHERE seq = 5",
                "UPDATE audit SET seq = -seq WHERE seq > 5",
                "UPDATE audit SET seq = -seq - 1 WHERE seq < 0"),
        INSERTS_A_COPY(
                5,
                Kind.INSERTED,
                "UPDATE audit SET seq = -seq WHERE seq >= 5",
                "UPDATE audit SET seq = -seq + 1 WHERE seq < 0",
                "INSERT INTO audit SELECT 5, body, hash FROM audit WHERE seq = 4"),
        INSERTS_BEFORE_THE_FIRST(
                0,
                Kind.INSERTED,
                "INSERT INTO audit SELECT 0, body, hash FROM audit WHERE seq = 4"),
        SWAPS_TWO(
                5,
                Kind.MOVED,
                "UPDATE audit SET seq = 99 WHERE seq = 5",
                "UPDATE audit SET seq = 5 WHERE seq = 6",
                "UPDATE audit SET seq = 6 WHERE seq = 99"),
        CUTS_THE_END(10, Kind.TRUNCATED, "DELETE FROM audit WHERE seq >= 10"),
        EMPTIES_THE_LOG(1, Kind.LOG_REPLACED, "DELETE FROM audit");

        private final Flaw flaw;
        private final String[] statements;

        Hand(long sequence, Kind kind, String... statements) {
            this.flaw = new Flaw(sequence, kind);
            this.statements = statements;
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachKindOfTamperingIsFoundAndNamed(Hand hand) throws SQLException {
        AuditFixture log = new AuditFixture(folder).cross(5);
        assertThat(log.verify().result()).isEqualTo(Result.PROVEN);
        log.tamper(hand.statements);
        AuditVerdict verdict = log.verify();
        assertThat(verdict.result().exit()).isEqualTo(1);
        assertThat(verdict.flaw()).contains(hand.flaw);
    }

    @Test
    void aRowThatWasMadeAnewWithItsOwnHashDoesNotFitTheNext() throws SQLException {
        AuditFixture log = new AuditFixture(folder).cross(5);
        rewrite(log, 5, "record 7", "record 8");
        assertThat(log.verify().flaw()).contains(new Flaw(6, Kind.REPLACED));
    }

    @Test
    void anEndThatWasMadeAnewDoesNotFitTheHead() throws SQLException {
        AuditFixture log = new AuditFixture(folder).cross(5);
        rewrite(log, 11, "ok", "no");
        assertThat(log.verify().flaw()).contains(new Flaw(11, Kind.REPLACED));
    }

    @Test
    void aWholeOtherLogIsFound() throws IOException {
        AuditFixture log = new AuditFixture(folder).cross(5);
        AuditFixture other = new AuditFixture(folder.resolve("other")).cross(9);
        Files.copy(
                other.home().database(),
                log.home().database(),
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(log.verify().flaw()).contains(new Flaw(11, Kind.REPLACED));
    }

    @Test
    void aHeadThatWasWrittenWithoutTheKeyIsFound() throws IOException {
        AuditFixture log = new AuditFixture(folder).cross(5);
        AuditHead end = log.verify().end().orElseThrow();
        AuditHead earlier = new AuditHead(end.chain(), 3, "0".repeat(64));
        Files.write(log.home().auditHead(), earlier.sealed(new byte[32]));
        assertThat(log.verify().flaw()).contains(new Flaw(12, Kind.HEAD_FORGED));
    }

    @Test
    void withoutAHeadOrItsKeyTheAnswerIsUnknownAndNotFine() throws IOException {
        AuditFixture log = new AuditFixture(folder).cross(5);
        Path head = log.home().auditHead();
        Files.move(head, folder.resolve("away"));
        assertThat(log.verify().result().exit()).isEqualTo(6);
        Files.move(folder.resolve("away"), head);
        Files.delete(log.home().auditKey());
        assertThat(log.verify().result().exit()).isEqualTo(6);
    }

    @Test
    void aHeadThatWasTakenAwayDoesNotMendItself() throws IOException {
        AuditFixture log = new AuditFixture(folder).cross(5);
        Files.delete(log.home().auditHead());
        log.cross(1);
        log.cross(1);
        AuditVerdict verdict = log.verify();
        assertThat(verdict.result()).isEqualTo(Result.NO_HEAD);
        assertThat(verdict.anew()).hasValue(14);
        assertThat(verdict.rows()).isEqualTo(16);

        try (Database database = log.open();
                SqliteAuditLog audit = log.log(database)) {
            audit.appendPoint(
                    TestHome.soon(),
                    AuditEntry.of(AuditOrigin.PERSON, "ada", AuditVerb.AUDIT_ACCEPT));
        }
        assertThat(log.verify().result()).isEqualTo(Result.PROVEN);
    }

    @Test
    void aHeadThatWasTakenAwayWithItsKeyDoesNotMendItself() throws IOException {
        AuditFixture log = new AuditFixture(folder).cross(5);
        Files.delete(log.home().auditHead());
        Files.delete(log.home().auditKey());
        log.cross(1);
        AuditVerdict verdict = log.verify();
        assertThat(verdict.result()).isEqualTo(Result.NO_HEAD);
        assertThat(verdict.anew()).isPresent();
    }

    @Test
    void aLogWhoseFirstProcessWasKilledAtItsFirstRequestHasAHead() {
        AuditFixture log = new AuditFixture(folder);
        try (Database database = log.open()) {
            SqliteAuditLog killed = log.log(database);
            database.transaction(
                    TestHome.soon(),
                    transaction ->
                            killed.append(transaction, AuditRow.intent(AuditFixture.UPDATE)));
        }
        assertThat(log.verify())
                .extracting(AuditVerdict::result, AuditVerdict::rows)
                .containsExactly(Result.PROVEN, 2L);
        log.later(Duration.ofHours(1)).cross(1);
        assertThat(log.verify())
                .extracting(AuditVerdict::result, AuditVerdict::rows)
                .containsExactly(Result.PROVEN, 4L);
    }

    @Test
    void aHeadIsMissedAlsoWhereTheFirstProcessKeptNoOther() throws IOException {
        AuditFixture log = new AuditFixture(folder);
        try (Database database = log.open()) {
            log.log(database).appendPoint(TestHome.soon(), AuditFixture.UPDATE);
        }
        Files.delete(log.home().auditHead());
        log.cross(1);
        assertThat(log.verify().result()).isEqualTo(Result.NO_HEAD);
    }

    @Test
    void aKeyWithoutARowSaysNothing() throws IOException {
        AuditFixture log = new AuditFixture(folder);
        OwnFiles.replace(
                log.home().auditKey(), ("a7".repeat(32) + "\n").getBytes(StandardCharsets.UTF_8));
        log.cross(1);
        assertThat(log.verify())
                .extracting(AuditVerdict::result, AuditVerdict::rows)
                .containsExactly(Result.PROVEN, 3L);
    }

    @Test
    void aFirstRowThatWasNotKeptIsBegunAgain() {
        AuditFixture log = new AuditFixture(folder);
        try (Database database = log.open();
                SqliteAuditLog audit = log.log(database)) {
            assertThatThrownBy(
                            () ->
                                    audit.append(
                                            TestHome.soon(),
                                            List.of(AuditRow.point(AuditFixture.UPDATE)),
                                            (transaction, numbers) -> {
                                                throw new IllegalStateException("not kept");
                                            }))
                    .hasMessage("not kept");
        }
        assertThat(log.verify())
                .extracting(AuditVerdict::result, AuditVerdict::rows)
                .containsExactly(Result.PROVEN, 0L);
        log.cross(1);
        assertThat(log.verify())
                .extracting(AuditVerdict::result, AuditVerdict::rows)
                .containsExactly(Result.PROVEN, 3L);
    }

    @Test
    void whatARestoreLeftProvesItsLogAndNoneThatWasShortened() throws IOException, SQLException {
        AuditFixture log = new AuditFixture(folder).cross(5);
        byte[] ahead = Files.readAllBytes(log.home().auditHead());
        log.tamper("DELETE FROM audit WHERE seq > 7");
        AuditHead end = log.verify().end().orElseThrow();
        byte[] key = HexFormat.of().parseHex(Files.readString(log.home().auditKey()).strip());
        OwnFiles.replace(log.home().restoredAuditHead(), end.sealed(key));
        assertThat(log.verify().result()).isEqualTo(Result.PROVEN);
        log.cross(1);
        assertThat(log.home().restoredAuditHead()).doesNotExist();
        assertThat(log.verify())
                .extracting(AuditVerdict::result, AuditVerdict::rows)
                .containsExactly(Result.PROVEN, 9L);

        Files.write(log.home().auditHead(), ahead);
        OwnFiles.replace(log.home().restoredAuditHead(), end.sealed(new byte[32]));
        assertThat(log.verify().result()).as("not of this key").isEqualTo(Result.BROKEN);
    }

    @Test
    void rowsBeyondTheHeadAreFine() throws IOException {
        AuditFixture log = new AuditFixture(folder).cross(2);
        byte[] old = Files.readAllBytes(log.home().auditHead());
        log.cross(3);
        Files.write(log.home().auditHead(), old);
        assertThat(log.verify())
                .extracting(AuditVerdict::result, AuditVerdict::rows)
                .containsExactly(Result.PROVEN, 11L);
    }

    @Test
    void aShortenedLogIsNotCoveredUpByNewRows() throws SQLException {
        AuditFixture log = new AuditFixture(folder).cross(5);
        log.tamper("DELETE FROM audit WHERE seq >= 8");
        try (Database database = log.open();
                SqliteAuditLog again = log.log(database)) {
            for (int count = 0; count < 10; count++) {
                again.appendPoint(TestHome.soon(), AuditFixture.UPDATE);
            }
            assertThatThrownBy(again::close).isInstanceOf(AuditUnavailableException.class);
            assertThatThrownBy(again::close).isInstanceOf(AuditUnavailableException.class);
        } catch (AuditUnavailableException atTheEnd) {
            assertThat(atTheEnd.details()).isNotEmpty();
        }
        assertThat(log.verify().result()).isEqualTo(Result.BROKEN);
        // Which of the two shows it depends on how many came before the log was seen to be short.
        assertThat(log.verify().flaw().orElseThrow())
                .matches(
                        flaw ->
                                flaw.equals(new Flaw(11, Kind.REPLACED))
                                        || flaw.kind() == Kind.REMOVED && flaw.sequence() <= 11);
    }

    @Test
    void aDatabaseThatWasDeletedIsNotBegunAnewInSilence() throws IOException {
        AuditFixture log = new AuditFixture(folder).cross(1);
        Files.delete(log.home().database());
        assertThatThrownBy(() -> log.cross(1)).isInstanceOf(AuditUnavailableException.class);
        assertThat(log.verify().result()).isEqualTo(Result.BROKEN);
    }

    @Test
    void anyOneByteOfARowThatChangesIsFound() {
        AuditFixture log = new AuditFixture(folder).cross(2);
        Random random = new Random(20261121);
        try (Database database = log.open()) {
            record Stored(byte[] body, byte[] hash) {}
            List<Stored> rows =
                    database.read(
                            TestHome.soon(),
                            transaction ->
                                    transaction.list(
                                            "SELECT body, hash FROM audit ORDER BY seq",
                                            row -> new Stored(row.bytes(1), row.bytes(2))));
            for (int target = 0; target < rows.size(); target++) {
                int length = rows.get(target).body.length + rows.get(target).hash.length;
                for (int at = 0; at < length; at++) {
                    ChainProof proof = new ChainProof(java.util.Optional.empty());
                    for (int index = 0; index < rows.size(); index++) {
                        byte[] body = rows.get(index).body.clone();
                        byte[] hash = rows.get(index).hash.clone();
                        if (index == target) {
                            byte[] changed = at < body.length ? body : hash;
                            changed[at < body.length ? at : at - body.length] ^=
                                    (byte) (1 << random.nextInt(8));
                        }
                        if (!proof.add(index + 1, body, hash)) {
                            break;
                        }
                    }
                    assertThat(proof.end().flaw())
                            .as("row %d byte %d", target + 1, at)
                            .contains(new Flaw(target + 1, Kind.CHANGED));
                }
            }
        }
    }

    @Test
    void theDatabaseRefusesToChangeOrRemoveOrReplaceARow() {
        AuditFixture log = new AuditFixture(folder).cross(1);
        try (Database database = log.open()) {
            for (String sql :
                    List.of(
                            "UPDATE audit SET body = '{}' WHERE seq = 2",
                            "DELETE FROM audit WHERE seq = 3",
                            "INSERT OR REPLACE INTO audit VALUES (2, '{}', x'00')",
                            "INSERT INTO audit VALUES (7, '{}', x'00')")) {
                assertThatThrownBy(
                                () ->
                                        database.transaction(
                                                TestHome.soon(),
                                                transaction -> transaction.update(sql)))
                        .as(sql)
                        .isInstanceOf(StoreException.class);
            }
        }
        assertThat(log.verify().result()).isEqualTo(Result.PROVEN);
    }

    /** Writes a row anew, with the hash that fits it. */
    private static void rewrite(AuditFixture log, long sequence, String from, String to)
            throws SQLException {
        String body;
        try (Database database = log.open()) {
            body =
                    new AuditSearch(database)
                            .row(sequence, TestHome.soon())
                            .orElseThrow()
                            .json()
                            .replace(from, to);
        }
        byte[] hash = Sha256.begin().digest(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        log.tamper(
                "UPDATE audit SET body = '"
                        + body
                        + "', hash = x'"
                        + Digests.hex(hash)
                        + "' WHERE seq = "
                        + sequence);
    }
}
