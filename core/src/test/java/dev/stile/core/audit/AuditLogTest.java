package dev.stile.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.core.audit.AuditVerdict.Result;
import dev.stile.core.digest.Sha256;
import dev.stile.core.store.Database;
import dev.stile.core.store.StoreException;
import dev.stile.core.store.TestHome;
import dev.stile.testkit.Proves;
import dev.stile.testkit.child.ChildJvm;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

final class AuditLogTest {
    @TempDir Path folder;

    @Test
    @Proves("TU-54")
    void twoProcessesAppendOneChainWithoutHoles() throws Exception {
        AuditFixture log = new AuditFixture(folder);
        String home = log.home().folder().toString();
        try (ChildJvm one = ChildJvm.start(folder, Appending.class, Map.of(), home, "200", "one");
                ChildJvm other =
                        ChildJvm.start(folder, Appending.class, Map.of(), home, "200", "other")) {
            assertThat(one.exit()).as(one.output()).isZero();
            assertThat(other.exit()).as(other.output()).isZero();
        }
        AuditVerdict verdict = log.verify();
        assertThat(verdict.result()).isEqualTo(Result.PROVEN);
        assertThat(verdict.rows()).isEqualTo(801);
        assertThat(verdict.unknown()).isEmpty();
        assertThat(kept(log).orElseThrow().sequence()).isEqualTo(801);
    }

    @Test
    @Proves({"TU-52", "FL-100"})
    void aProcessThatIsKilledBetweenIntentAndOutcomeLeavesAnUnknownCrossing() throws Exception {
        AuditFixture log = new AuditFixture(folder).cross(1);
        Map<String, String> crash =
                Map.of("STILE_TESTING", "1", "STILE_CRASH_AT", "audit.append.before:2");
        try (ChildJvm child =
                ChildJvm.start(
                        folder,
                        Appending.class,
                        crash,
                        log.home().folder().toString(),
                        "1",
                        "killed")) {
            assertThat(child.exit()).as(child.output()).isEqualTo(137);
        }
        AuditVerdict verdict = log.verify();
        assertThat(verdict.result()).isEqualTo(Result.PROVEN);
        assertThat(verdict.unknown()).containsExactly(4L);
    }

    @Test
    @Proves("TU-54")
    void aProcessThatAppendsTwiceLeavesTheHeadAtItsEnd() {
        AuditFixture log = new AuditFixture(folder).cross(1);
        assertThat(log.verify().end()).isEqualTo(kept(log));
        log.cross(1);
        assertThat(kept(log).orElseThrow().sequence()).isEqualTo(5);
    }

    @Test
    @Proves("TU-66")
    void headAndKeyAreForTheirOwnerAlone() throws IOException {
        AuditFixture log = new AuditFixture(folder).cross(1);
        for (Path file : List.of(log.home().auditHead(), log.home().auditKey())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    @Proves({"TU-54", "TU-66"})
    void aHeadAKeyOrADatabaseThatIsALinkOrOpenToOthersIsNotUsed() throws IOException {
        AuditFixture log = new AuditFixture(folder).cross(1);
        for (Path file :
                List.of(log.home().auditHead(), log.home().auditKey(), log.home().database())) {
            for (String mode : List.of("rw-r--r--", "rw-rw-rw-", "rw--w----")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
                assertRefused(log, "chmod 600 " + file);
            }
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            Path elsewhere = Files.move(file, folder.resolve("elsewhere"));
            Files.createSymbolicLink(file, elsewhere);
            assertRefused(log, "ls -ld " + file);
            Files.move(elsewhere, file, StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(log.cross(1).verify())
                .extracting(AuditVerdict::result, AuditVerdict::rows)
                .containsExactly(Result.PROVEN, 5L);
    }

    private static void assertRefused(AuditFixture log, String repair) {
        for (ThrowingCallable use : List.<ThrowingCallable>of(() -> log.cross(1), log::verify)) {
            assertThatThrownBy(use)
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            refused -> {
                                assertThat(refused.kind())
                                        .isEqualTo(StoreException.Kind.HOME_REFUSED);
                                assertThat(refused.details()).containsExactly(repair);
                            });
        }
    }

    @Test
    @Proves("TU-53")
    void whatCannotBeWrittenIsAuditUnavailableAndLeavesNoRow() {
        AuditFixture log = new AuditFixture(folder).cross(1);
        try (Database database = log.open();
                SqliteAuditLog audit = log.log(database)) {
            fill(database, audit);
            assertThatThrownBy(() -> audit.appendIntent(TestHome.soon(), AuditFixture.UPDATE))
                    .isInstanceOfSatisfying(
                            AuditUnavailableException.class,
                            unavailable -> {
                                assertThat(unavailable.code()).isEqualTo("audit_unavailable");
                                assertThat(unavailable.details())
                                        .containsExactly("the disk is full");
                            });
            TestHome.limitPages(database, 1_000_000);
            assertThat(audit.appendIntent(TestHome.soon(), AuditFixture.UPDATE)).isPositive();
        }
        assertThat(log.verify().result()).isEqualTo(Result.PROVEN);
    }

    @Test
    @Proves("TU-53")
    void anOutcomeThatCouldNotBeWrittenStopsNewCrossingsUntilItIs() {
        AuditFixture log = new AuditFixture(folder).cross(1);
        try (Database database = log.open();
                SqliteAuditLog audit = log.log(database)) {
            long intent = audit.appendIntent(TestHome.soon(), AuditFixture.UPDATE);
            fill(database, audit);
            AuditEntry ended = AuditFixture.UPDATE.outcome("ok");
            assertThatThrownBy(() -> audit.appendOutcome(TestHome.soon(), intent, ended))
                    .isInstanceOf(AuditUnavailableException.class);
            assertThatThrownBy(() -> audit.appendIntent(TestHome.soon(), AuditFixture.UPDATE))
                    .isInstanceOf(AuditUnavailableException.class);
            assertThatThrownBy(
                            () ->
                                    database.transaction(
                                            TestHome.soon(),
                                            transaction ->
                                                    audit.append(
                                                            transaction,
                                                            AuditRow.intent(AuditFixture.UPDATE))))
                    .isInstanceOf(AuditUnavailableException.class);
            TestHome.limitPages(database, 1_000_000);
            long next = audit.appendIntent(TestHome.soon(), AuditFixture.UPDATE);
            assertThat(log.verify().unknown()).containsExactly(next);
        }
    }

    @Test
    void rowsOfOneCallAndTheChangesWithThemAreOneCommit() {
        AuditFixture log = new AuditFixture(folder);
        try (Database database = log.open();
                SqliteAuditLog audit = log.log(database)) {
            assertThat(
                            audit.append(
                                    TestHome.soon(),
                                    List.of(
                                            AuditRow.point(AuditFixture.UPDATE),
                                            AuditRow.intent(AuditFixture.UPDATE))))
                    .containsExactly(2L, 3L);
            assertThatThrownBy(
                            () ->
                                    audit.append(
                                            TestHome.soon(),
                                            List.of(AuditRow.point(AuditFixture.UPDATE)),
                                            (transaction, numbers) -> {
                                                throw new IllegalStateException("with " + numbers);
                                            }))
                    .hasMessage("with [4]");
            assertThat(audit.appendPoint(TestHome.soon(), AuditFixture.UPDATE)).isEqualTo(4);
        }
        assertThat(log.verify().result()).isEqualTo(Result.PROVEN);
    }

    @Test
    @Proves("TU-50")
    void aRowHoldsWhatWasSaidInCanonicalForm() {
        AuditEntry entry =
                AuditFixture.UPDATE
                        .label(Label.outside(Scope.of("work", "demo")))
                        .content("ab".repeat(32), 42)
                        .decision(AuditDecision.ALLOW, "a \"person\"\u202e\n" + "x".repeat(300))
                        .ref("base", "c0ffee");
        RowBody.Place place =
                new RowBody.Place(
                        9, "c1", RowBody.NO_PREVIOUS, Instant.parse("2026-03-01T23:59:09.007Z"));
        assertThat(RowBody.of(place, AuditRow.outcome(8, entry.outcome("ok"))))
                .isEqualTo(
                        "{\"actor\":\"ada\",\"at\":\"2026-03-01T23:59:09.007Z\",\"bytes\":42,\"chain\":\"c1\","
                                + "\"connection\":\"work\",\"container\":\"demo\",\"content_sha256\":\""
                                + "ab".repeat(32)
                                + "\",\"decision\":\"allow\",\"label\":{\"confidentiality\":[\"work/demo\"],"
                                + "\"integrity\":\"untrusted\"},\"origin\":\"push\",\"outcome\":\"ok\",\"parent\":8,"
                                + "\"phase\":\"outcome\",\"prev\":\""
                                + "0".repeat(64)
                                + "\",\"reason\":\"a \\\"person\\\"\\\\u{202e}\\\\u{a}"
                                + "x".repeat(174)
                                + "...\",\"ref\":{\"base\":\"c0ffee\",\"plan\":\"p-1\"},\"schema\":1,\"seq\":9,"
                                + "\"target\":\"record 7\",\"verb\":\"record.update\"}");
    }

    @Test
    @Proves("TU-51")
    void aVerbOfANewerReleaseIsVerifiedAndShown() throws Exception {
        AuditFixture log = new AuditFixture(folder).cross(1);
        AuditHead end = log.verify().end().orElseThrow();
        String body =
                "{\"actor\":\"ada\",\"at\":\"2030-01-01T00:00:00.000Z\",\"chain\":\""
                        + end.chain()
                        + "\",\"future\":{\"a\":[1,\"}\"]},\"phase\":\"point\",\"prev\":\""
                        + end.hash()
                        + "\",\"schema\":2,\"seq\":4,\"verb\":\"moon.land\"}";
        String hash = Digests.hex(Sha256.begin().digest(body.getBytes(StandardCharsets.UTF_8)));
        log.tamper("INSERT INTO audit VALUES (4, '" + body + "', x'" + hash + "')");
        assertThat(log.verify().result()).isEqualTo(Result.PROVEN);
        try (Database database = log.open()) {
            assertThat(new AuditSearch(database).row(4, TestHome.soon()).orElseThrow().verb())
                    .isEqualTo("moon.land");
        }
        assertThat(AuditVerb.parse("moon.land")).isEmpty();
        assertThat(Arrays.stream(AuditVerb.values()).map(AuditVerb::wire).map(AuditVerb::parse))
                .allMatch(verb -> verb.isPresent());
        log.cross(1);
        assertThat(log.verify().rows()).isEqualTo(6);
    }

    @Test
    @Proves("TU-56")
    void rowsAreFoundByConnectionVerbTimeAndReference() {
        AuditFixture log = new AuditFixture(folder).cross(2);
        try (Database database = log.open();
                SqliteAuditLog audit = log.log(database)) {
            audit.appendPoint(
                    TestHome.soon(),
                    AuditEntry.of(AuditOrigin.PERSON, "ada", AuditVerb.GIT_PLAN)
                            .connection("home")
                            .ref("session", "s-9"));
            AuditSearch search = new AuditSearch(database);
            assertThat(found(search, AuditFilter.everything()))
                    .containsExactly(6L, 5L, 4L, 3L, 2L, 1L);
            assertThat(found(search, AuditFilter.everything().connection("home")))
                    .containsExactly(6L);
            assertThat(found(search, AuditFilter.everything().verb("git"))).containsExactly(6L);
            assertThat(found(search, AuditFilter.everything().verb("audit.open")))
                    .containsExactly(1L);
            assertThat(found(search, AuditFilter.everything().ref("s-9"))).containsExactly(6L);
            assertThat(
                            found(
                                    search,
                                    AuditFilter.everything()
                                            .since(Instant.parse("2100-01-01T00:00:00Z"))))
                    .isEmpty();
            assertThat(search.newest(AuditFilter.everything(), 4, 2, TestHome.soon()))
                    .extracting(StoredRow::sequence)
                    .containsExactly(3L, 2L);
        }
    }

    @Test
    @Proves({"TU-55", "TU-56"})
    void aWholeExportProvesItselfAndATamperedOneDoesNot() throws IOException {
        AuditFixture log = new AuditFixture(folder).cross(3);
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        try (Database database = log.open()) {
            assertThat(AuditExport.write(database, exported, TestHome.soon())).isEqualTo(7);
        }
        byte[] export = exported.toByteArray();
        assertThat(AuditExport.verify(new ByteArrayInputStream(export)).result())
                .isEqualTo(Result.PROVEN);
        for (int at = 0; at < export.length; at += 3) {
            byte[] changed = export.clone();
            changed[at] ^= (byte) (at % 2 == 0 ? 1 : 32);
            assertThat(AuditExport.verify(new ByteArrayInputStream(changed)).result().exit())
                    .as("byte %d", at)
                    .isEqualTo(1);
        }
        String[] lines = new String(export, StandardCharsets.UTF_8).split("\n");
        for (int gone = 0; gone < lines.length; gone++) {
            StringBuilder rest = new StringBuilder();
            for (int line = 0; line < lines.length; line++) {
                rest.append(line == gone ? "" : lines[line] + "\n");
            }
            byte[] bytes = rest.toString().getBytes(StandardCharsets.UTF_8);
            assertThat(AuditExport.verify(new ByteArrayInputStream(bytes)).result().exit())
                    .as("line %d", gone)
                    .isEqualTo(1);
        }
        assertThat(AuditExport.verify(new ByteArrayInputStream(new byte[0])).result().exit())
                .isEqualTo(1);
    }

    @Test
    void theKeyedDigestIsThatOfRfc4231() {
        byte[] key = "Jefe".getBytes(StandardCharsets.US_ASCII);
        byte[] message = "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);
        assertThat(Digests.hex(Digests.hmac(key, message)))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    private static List<Long> found(AuditSearch search, AuditFilter filter) {
        return search.newest(filter, Long.MAX_VALUE, 50, TestHome.soon()).stream()
                .map(StoredRow::sequence)
                .toList();
    }

    private static java.util.Optional<AuditHead> kept(AuditFixture log) {
        return new HeadFile(log.home()).read() instanceof HeadFile.Kept.Proven(AuditHead head)
                ? java.util.Optional.of(head)
                : java.util.Optional.empty();
    }

    /** Leaves no room for another row. */
    private static void fill(Database database, SqliteAuditLog audit) {
        TestHome.limitPages(database, 1);
        for (int count = 0; count < 100; count++) {
            try {
                audit.appendPoint(TestHome.soon(), AuditFixture.UPDATE);
            } catch (AuditUnavailableException full) {
                return;
            }
        }
        throw new AssertionError("the disk does not fill");
    }
}
