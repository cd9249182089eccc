package dev.stile.flow.delivery;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.core.audit.AuditFilter;
import dev.stile.core.audit.AuditSearch;
import dev.stile.core.audit.AuditUnavailableException;
import dev.stile.core.audit.AuditVerb;
import dev.stile.flow.rule.Order;
import dev.stile.testkit.Proves;
import dev.stile.testkit.time.TestClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Claims whose end could not be written when it came. */
final class UnwrittenOutcomeTest {
    @TempDir Path folder;

    private final TestClock clock = TestClock.at("2026-03-01T00:00:00Z");
    private FlowHome flow;

    @BeforeEach
    void open() {
        TestBook book = new TestBook().put(TestRule.of("log", Rules.append("log.txt")));
        flow = FlowHome.in(folder, clock, book, new TestOutbox());
    }

    @AfterEach
    void close() {
        flow.close();
    }

    private void change(String sql) {
        flow.database.transaction(soon(), transaction -> transaction.update(sql));
    }

    /** As a disk that has room for what begins, and none for how it ended. */
    private void refuseOutcomes() {
        change(
                """
                CREATE TRIGGER refuses BEFORE INSERT ON audit
                WHEN instr(NEW.body, '"phase":"outcome"') > 0
                BEGIN SELECT RAISE(ABORT, 'no room'); END
                """);
    }

    /** Takes the one delivery that is due, and begins what it does. */
    private Claim begun() {
        flow.store("lvl-1", "pond-3");
        flow.route();
        Instant now = clock.instant();
        Claim claim =
                flow.database
                        .transaction(
                                soon(),
                                transaction ->
                                        new Claims(transaction, "gone", now)
                                                .singles("log", Order.KEY, 1, 1))
                        .getFirst();
        return new ClaimMarks(flow.database, flow.audit, clock)
                .begin(soon(), claim, AuditVerb.LOCAL_WRITE, true, List.of());
    }

    private List<String> rows() {
        return new AuditSearch(flow.database)
                .newest(AuditFilter.everything(), Long.MAX_VALUE, 50, soon()).reversed().stream()
                        .filter(row -> !row.verb().equals(AuditVerb.AUDIT_OPEN.wire()))
                        .filter(row -> !row.verb().equals(AuditVerb.EVENT_RECEIVED.wire()))
                        .map(
                                row ->
                                        row.verb()
                                                + " "
                                                + row.phase()
                                                + " "
                                                + row.outcome().orElse("-"))
                        .toList();
    }

    @Test
    @Proves({"FL-65", "TU-53"})
    void aDeliveryThatIsGivenUpIsSoOnceItsEndCanBeWritten() {
        Claim claim = begun();
        Endings endings =
                new Endings(
                        flow.database,
                        flow.audit,
                        (transaction, event) -> {},
                        new Backoff(new Random(7)));
        List<Outcome> dead = List.of(new Outcome.Dead("broken"));
        refuseOutcomes();
        assertThatThrownBy(() -> endings.record(soon(), claim, dead, clock.instant()))
                .isInstanceOf(AuditUnavailableException.class);
        change("DROP TRIGGER refuses");

        assertThat(endings.record(soon(), claim, dead, clock.instant())).isOne();

        assertThat(flow.told()).containsExactly("lvl-1 dead broken");
        assertThat(rows())
                .containsExactly(
                        "local.write intent -",
                        "local.write outcome broken",
                        "delivery.dead point broken");
    }

    @Test
    @Proves({"FL-65", "TU-52"})
    void anEndThatWasWrittenMeanwhileIsNotWrittenTwice() {
        Claim claim = begun();
        Endings endings =
                new Endings(
                        flow.database,
                        flow.audit,
                        (transaction, event) -> {},
                        new Backoff(new Random(7)));
        List<Outcome> done = List.of(Outcome.applied());
        refuseOutcomes();
        assertThatThrownBy(() -> endings.record(soon(), claim, done, clock.instant()))
                .isInstanceOf(AuditUnavailableException.class);
        change("DROP TRIGGER refuses");
        flow.store("lvl-2", "pond-4");

        assertThat(endings.record(soon(), claim, done, clock.instant())).isOne();

        assertThat(flow.told()).first().isEqualTo("lvl-1 done applied");
        assertThat(rows()).containsExactly("local.write intent -", "local.write outcome ok");
    }

    @Test
    @Proves({"FL-65", "TU-53"})
    void whatADeadWorkerLeftIsTakenUpThoughItsEndWasWrittenAlready() {
        Claim claim = begun();
        refuseOutcomes();
        assertThatThrownBy(
                        () ->
                                flow.audit.appendOutcome(
                                        soon(),
                                        claim.intent().orElseThrow(),
                                        Endings.localEntry(claim).outcome("ok")))
                .isInstanceOf(AuditUnavailableException.class);
        change("DROP TRIGGER refuses");
        flow.store("lvl-2", "pond-4");
        flow.route();

        flow.work();

        assertThat(flow.told())
                .containsExactly("lvl-1 dead delivery_unknown", "lvl-2 done applied");
        assertThat(rows())
                .containsExactly(
                        "local.write intent -",
                        "local.write outcome ok",
                        "local.write point delivery_unknown",
                        "delivery.dead point delivery_unknown",
                        "local.write intent -",
                        "local.write outcome ok");
    }

    @Test
    @Proves({"FL-65", "TU-52"})
    void whatADeadWorkerStillOwesIsTheOutcomeThoughItIsTakenUpFirst() {
        Claim claim = begun();
        refuseOutcomes();
        assertThatThrownBy(
                        () ->
                                flow.audit.appendOutcome(
                                        soon(),
                                        claim.intent().orElseThrow(),
                                        Endings.localEntry(claim).outcome("ok")))
                .isInstanceOf(AuditUnavailableException.class);
        change("DROP TRIGGER refuses");

        flow.work();

        assertThat(rows())
                .containsExactly(
                        "local.write intent -",
                        "local.write outcome ok",
                        "local.write point delivery_unknown",
                        "delivery.dead point delivery_unknown");
    }
}
