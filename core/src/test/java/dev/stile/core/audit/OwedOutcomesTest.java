package dev.stile.core.audit;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.core.audit.AuditVerdict.Result;
import dev.stile.core.store.Database;
import dev.stile.core.store.StoreException;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** Outcomes that could not be written, and what comes after them. */
final class OwedOutcomesTest {
    private static final AuditEntry UPDATE = AuditFixture.UPDATE;

    @TempDir Path folder;
    private AuditFixture fixture;
    private Database database;
    private SqliteAuditLog audit;

    @BeforeEach
    void open() {
        fixture = new AuditFixture(folder);
        database = fixture.open();
        audit = fixture.log(database);
    }

    @AfterEach
    void close() {
        audit.close();
        database.close();
        assertThat(fixture.verify().result()).isEqualTo(Result.PROVEN);
    }

    /** No outcome can be written, and every other row can. */
    private void refuseOutcomes() {
        change(
                """
                CREATE TRIGGER refuses BEFORE INSERT ON audit
                WHEN instr(NEW.body, '"phase":"outcome"') > 0
                BEGIN SELECT RAISE(ABORT, 'no outcome'); END
                """);
    }

    private void takeOutcomes() {
        change("DROP TRIGGER refuses");
    }

    private void change(String sql) {
        database.transaction(soon(), transaction -> transaction.update(sql));
    }

    private long intent() {
        return audit.appendIntent(soon(), UPDATE);
    }

    /** An intent whose outcome could not be written, though another one could by now. */
    private long missed(String outcome) {
        long intent = intent();
        refuseOutcomes();
        assertThatThrownBy(() -> audit.appendOutcome(soon(), intent, UPDATE.outcome(outcome)))
                .isInstanceOf(AuditUnavailableException.class);
        takeOutcomes();
        return intent;
    }

    /** Rows from that one on: number, phase, parent, outcome. */
    private List<String> since(long sequence) {
        return new AuditSearch(database)
                .newest(AuditFilter.everything(), Long.MAX_VALUE, 50, soon()).reversed().stream()
                        .filter(row -> row.sequence() >= sequence)
                        .map(
                                row ->
                                        row.phase()
                                                + " "
                                                + row.parent().stream()
                                                        .mapToObj(parent -> parent - sequence)
                                                        .findFirst()
                                                        .map(Object::toString)
                                                        .orElse("-")
                                                + " "
                                                + row.outcome().orElse("-"))
                        .toList();
    }

    @Test
    @Proves("TU-53")
    void anOutcomeThatCouldNotBeWrittenGoesWithTheNextRowThatBeginsAnything() {
        long intent = missed("ok");

        audit.appendPoint(soon(), UPDATE.outcome("next"));

        assertThat(since(intent)).containsExactly("intent - -", "outcome 0 ok", "point - next");
    }

    @Test
    @Proves("TU-53")
    void oneThatRodeInATransactionThatWasNotKeptGoesWithTheNextToo() {
        long intent = intent();
        long other = intent();
        for (long each : List.of(intent, other)) {
            rolledBack(AuditRow.outcome(each, UPDATE.outcome("ok")));
        }

        database.transaction(
                soon(),
                transaction -> {
                    audit.append(transaction, AuditRow.outcome(other, UPDATE.outcome("later")));
                    return audit.append(transaction, AuditRow.point(UPDATE.outcome("told")));
                });

        assertThat(since(intent))
                .containsExactly(
                        "intent - -",
                        "intent - -",
                        "outcome 1 later",
                        "outcome 0 ok",
                        "point - told");
    }

    private void rolledBack(AuditRow row) {
        assertThatThrownBy(
                        () ->
                                database.transaction(
                                        soon(),
                                        transaction -> {
                                            audit.append(transaction, row);
                                            throw new IllegalStateException("not kept");
                                        }))
                .hasMessage("not kept");
    }

    @Test
    @Proves("TU-53")
    void nothingBeginsWhileItStillCannotBeWrittenAndThatIsNoFaultOfWhatWouldBegin() {
        long intent = intent();
        refuseOutcomes();
        assertThatThrownBy(() -> audit.appendOutcome(soon(), intent, UPDATE.outcome("ok")))
                .isInstanceOf(AuditUnavailableException.class);

        for (int count = 0; count < 2; count++) {
            assertThatThrownBy(this::intent)
                    .isInstanceOf(AuditUnavailableException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            failure ->
                                    assertThat(failure.kind())
                                            .isEqualTo(StoreException.Kind.NOT_WRITABLE));
        }

        takeOutcomes();
        assertThat(intent()).isEqualTo(intent + 2);
        assertThat(since(intent)).containsExactly("intent - -", "outcome 0 ok", "intent - -");
    }

    @Test
    @Proves("TU-52")
    void whoComesBackWithAnotherOutcomeWritesThatOneInItsPlace() {
        long intent = missed("ok");

        audit.appendOutcome(soon(), intent, UPDATE.outcome("too_late"));
        audit.appendPoint(soon(), UPDATE);

        assertThat(since(intent)).containsExactly("intent - -", "outcome 0 too_late", "point - -");
    }

    @Test
    @Proves("TU-52")
    void whoComesBackAfterItWasWrittenWritesNoSecondOutcome() {
        long intent = missed("ok");
        audit.appendPoint(soon(), UPDATE);

        assertThat(audit.appendOutcome(soon(), intent, UPDATE.outcome("ok"))).isEqualTo(intent + 1);
        audit.appendOutcome(soon(), intent, UPDATE.outcome("unknown"));

        assertThat(since(intent))
                .containsExactly("intent - -", "outcome 0 ok", "point - -", "point 0 unknown");
    }

    @Test
    @Proves("TU-52")
    void whoeverWasNotThereWritesNoSecondOutcomeEither() {
        long intent = intent();
        long open = intent();
        audit.appendOutcome(soon(), intent, UPDATE.outcome("ok"));

        for (long each : List.of(intent, open)) {
            database.transaction(
                    soon(),
                    transaction ->
                            audit.append(
                                    transaction,
                                    AuditRow.lateOutcome(each, UPDATE.outcome("unknown"))));
        }

        assertThat(since(intent))
                .containsExactly(
                        "intent - -",
                        "intent - -",
                        "outcome 0 ok",
                        "point 0 unknown",
                        "outcome 1 unknown");
    }

    @Test
    @Proves("TU-52")
    void whatIsOwedIsTheOutcomeAndWhatSomebodyElseSaysBeforeItIsWrittenIsAPoint() {
        long intent = missed("ok");

        said(AuditRow.lateOutcome(intent, UPDATE.outcome("unknown")));

        assertThat(since(intent)).containsExactly("intent - -", "outcome 0 ok", "point 0 unknown");
    }

    @Test
    @Proves("TU-52")
    void whatIsSaidLateInATransactionThatWasNotKeptIsNotOwed() {
        long intent = missed("ok");
        rolledBack(AuditRow.lateOutcome(intent, UPDATE.outcome("unknown")));
        long other = intent();
        rolledBack(AuditRow.lateOutcome(other, UPDATE.outcome("unknown")));

        audit.appendPoint(soon(), UPDATE);

        assertThat(since(intent))
                .containsExactly("intent - -", "outcome 0 ok", "intent - -", "point - -");
        audit.appendOutcome(soon(), other, UPDATE.outcome("ok"));
    }

    @Test
    @Proves({"TU-52", "TU-53"})
    void whatIsSaidLateAndCannotBeWrittenIsOwedUnlessAnotherOutcomeIs() {
        long other = intent();
        long intent = missed("ok");
        refuseOutcomes();
        for (long each : List.of(other, intent)) {
            AuditRow late = AuditRow.lateOutcome(each, UPDATE.outcome("late"));
            assertThatThrownBy(() -> audit.append(soon(), List.of(late)))
                    .isInstanceOf(AuditUnavailableException.class);
        }
        takeOutcomes();

        audit.appendPoint(soon(), UPDATE);

        assertThat(since(other))
                .containsExactly(
                        "intent - -", "intent - -", "outcome 0 late", "outcome 1 ok", "point - -");
    }

    @Test
    @Proves("TU-52")
    void whoSaysTheSameLateOnceMoreWritesNoRow() {
        long intent = missed("ok");

        assertThat(said(AuditRow.lateOutcome(intent, UPDATE.outcome("ok")))).isEqualTo(intent + 1);

        assertThat(since(intent)).containsExactly("intent - -", "outcome 0 ok");
    }

    private long said(AuditRow row) {
        return database.transaction(soon(), transaction -> audit.append(transaction, row));
    }

    @Test
    void anIntentThatWasNotKeptOwesNothing() {
        long before = intent();
        audit.appendOutcome(soon(), before, UPDATE.outcome("ok"));
        assertThatThrownBy(
                        () ->
                                database.transaction(
                                        soon(),
                                        transaction -> {
                                            long intent =
                                                    audit.append(
                                                            transaction, AuditRow.intent(UPDATE));
                                            audit.append(
                                                    transaction,
                                                    AuditRow.outcome(intent, UPDATE.outcome("no")));
                                            throw new IllegalStateException("not kept");
                                        }))
                .hasMessage("not kept");

        intent();

        assertThat(since(before)).containsExactly("intent - -", "outcome 0 ok", "intent - -");
    }

    @Test
    @Proves("TU-53")
    void theLastIsWrittenWhenTheLogIsClosed() {
        long intent = missed("ok");

        audit.close();

        assertThat(since(intent)).containsExactly("intent - -", "outcome 0 ok");
        assertThat(fixture.verify().unknown()).isEmpty();
    }
}
