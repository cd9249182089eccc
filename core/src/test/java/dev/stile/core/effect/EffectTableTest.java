package dev.stile.core.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.connector.Pacing;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditFilter;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditSearch;
import dev.stile.core.audit.AuditUnavailableException;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.audit.AuditVerifier;
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.audit.StoredRow;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.core.limit.BucketKey;
import dev.stile.core.limit.SqliteRateBuckets;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.TestHome;
import dev.stile.testkit.Proves;
import dev.stile.testkit.child.ChildJvm;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

final class EffectTableTest {
    static final AuditEntry PUSH =
            AuditEntry.of(AuditOrigin.PUSH, "ada", AuditVerb.RECORD_CREATE)
                    .connection("work")
                    .container("demo");
    static final PlanDraft PLAN =
            new PlanDraft("p-1", "git.push", "work", "demo", "{\"base\":\"c0ffee\"}");

    @TempDir Path folder;

    private Home home;
    private Database database;
    private SqliteAuditLog audit;
    private EffectTable effects;

    static EffectDraft draft(int number) {
        return new EffectDraft(
                "issues/new-" + number + ".md",
                "key-" + number,
                Optional.of("v" + number),
                "ab".repeat(32),
                "{\"title\":\"" + number + "\"}");
    }

    @BeforeEach
    void open() {
        home = TestHome.in(folder);
        database = TestHome.open(home);
        audit = new SqliteAuditLog(database, home, Clock.systemUTC(), () -> new Random(7));
        effects = new EffectTable(database, audit, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        audit.close();
        database.close();
    }

    private List<Effect> planTwo() {
        return effects.plan(
                TestHome.soon(),
                PLAN,
                List.of(draft(1), draft(2)),
                List.of(AuditRow.point(PUSH.verb(AuditVerb.GIT_PLAN))));
    }

    private Sending.Started send(Effect effect) {
        return (Sending.Started)
                effects.markSending(TestHome.soon(), effect, 0, PUSH, Optional.empty());
    }

    private List<String> rows() {
        return new AuditSearch(database)
                .newest(AuditFilter.everything(), Long.MAX_VALUE, 50, TestHome.soon()).stream()
                        .map(row -> row.verb() + " " + row.phase())
                        .toList()
                        .reversed();
    }

    @Test
    @Proves("GS-85")
    void aPlanIsStoredWholeAndEveryStepOfAnEntryHasItsRow() {
        List<Effect> planned = planTwo();
        assertThat(planned).extracting(Effect::draft).containsExactly(draft(1), draft(2));
        assertThat(planned).extracting(Effect::state).containsOnly(EffectState.PLANNED);

        Sending.Started sending = send(planned.getFirst());
        assertThat(sending.effect().state()).isEqualTo(EffectState.SENDING);
        assertThat(sending.effect().attempts()).isEqualTo(1);
        Effect done =
                effects.recordOutcome(
                        TestHome.soon(),
                        sending.effect(),
                        EffectState.DONE,
                        Optional.of("{\"id\":\"7\"}"),
                        PUSH.outcome("ok"));
        assertThat(done.result()).contains("{\"id\":\"7\"}");

        assertThat(rows())
                .containsExactly(
                        "audit.open point",
                        "git.plan point",
                        "record.create intent",
                        "record.create outcome");
        StoredRow outcome = new AuditSearch(database).row(4, TestHome.soon()).orElseThrow();
        assertThat(outcome.parent()).hasValue(sending.intent());
        assertThat(effects.openPlans(TestHome.soon(), "git.push", "work", "demo"))
                .extracting(Plan::id)
                .containsExactly("p-1");
        effects.closePlan(TestHome.soon(), "p-1");
        assertThat(effects.openPlans(TestHome.soon(), "git.push", "work", "demo")).isEmpty();
        assertThat(effects.newestPlans(TestHome.soon(), "git.push", "work", "demo", 5)).hasSize(1);
        assertThat(effects.planById(TestHome.soon(), "p-1").orElseThrow().header())
                .isEqualTo(PLAN.header());
    }

    @Test
    @Proves("TR-30")
    void anEntryWhoseOutcomeIsUnknownMovesIntoThePlanThatSendsItAgain() {
        Effect lost = send(planTwo().getFirst()).effect();
        Effect unknown =
                effects.recordOutcome(
                        TestHome.soon(),
                        lost,
                        EffectState.UNKNOWN,
                        Optional.empty(),
                        PUSH.outcome("unknown"));

        List<Effect> again =
                effects.plan(
                        TestHome.soon(),
                        new PlanDraft("p-2", "git.push", "work", "demo", "{}"),
                        List.of(draft(3), draft(1)),
                        List.of());

        assertThat(again).extracting(Effect::draft).containsExactly(draft(3), draft(1));
        Effect taken = again.getLast();
        assertThat(taken.id()).isEqualTo(unknown.id());
        assertThat(taken.state()).isEqualTo(EffectState.UNKNOWN);
        assertThat(taken.updated()).isEqualTo(unknown.updated());
        assertThat(send(taken).effect().attempts()).isEqualTo(2);
        assertThat(effects.ofPlan(TestHome.soon(), "p-1"))
                .extracting(Effect::draft)
                .containsExactly(draft(2));
    }

    @Test
    void aKeyOfAnEntryThatIsNotUnknownIsNotTakenAgain() {
        planTwo();

        assertThatThrownBy(
                        () ->
                                effects.plan(
                                        TestHome.soon(),
                                        new PlanDraft("p-2", "git.push", "work", "demo", "{}"),
                                        List.of(draft(1)),
                                        List.of(AuditRow.point(PUSH))))
                .isInstanceOf(RuntimeException.class);
        assertThat(effects.planById(TestHome.soon(), "p-2")).isEmpty();
    }

    @Test
    void entriesAreFoundByPlanStateSubjectAndKey() {
        Effect first = planTwo().getFirst();
        Effect sending = send(first).effect();
        assertThat(
                        effects.inState(
                                TestHome.soon(),
                                "git.push",
                                "work",
                                "demo",
                                EffectState.SENDING,
                                10))
                .containsExactly(sending);
        assertThat(
                        effects.about(
                                TestHome.soon(), "git.push", "work", "demo", "issues/new-1.md", 10))
                .containsExactly(sending);
        assertThat(effects.byKey(TestHome.soon(), "work", "key-1")).contains(sending);
        assertThat(effects.byKey(TestHome.soon(), "other", "key-1")).isEmpty();
        assertThat(
                        effects.inState(
                                TestHome.soon(), "outbox", "work", "demo", EffectState.SENDING, 10))
                .isEmpty();
    }

    @Test
    @Proves("TU-53")
    void withoutItsAuditRowAnEntryDoesNotMove() {
        Effect first = planTwo().getFirst();
        TestHome.limitPages(database, 1);
        assertThatThrownBy(
                        () -> {
                            for (int count = 0; count < 100; count++) {
                                audit.appendPoint(TestHome.soon(), PUSH);
                            }
                        })
                .isInstanceOf(AuditUnavailableException.class);
        assertThatThrownBy(() -> send(first)).isInstanceOf(AuditUnavailableException.class);
        TestHome.limitPages(database, 1_000_000);
        assertThat(effects.byId(TestHome.soon(), first.id())).contains(first);
        assertThat(send(first).effect().state()).isEqualTo(EffectState.SENDING);
    }

    @Test
    void aWriteThatMustWaitChangesNothing() {
        List<Effect> planned = planTwo();
        SqliteRateBuckets buckets = new SqliteRateBuckets(database, home, Clock.systemUTC());
        Leave leave =
                new Leave(
                        buckets,
                        new BucketKey("https://tracker.example", "ada", BucketKey.REQUESTS),
                        new Pacing(4, Duration.ofMinutes(5), 600));
        assertThat(
                        effects.markSending(
                                TestHome.soon(), planned.get(0), 0, PUSH, Optional.of(leave)))
                .isInstanceOf(Sending.Started.class);
        int before = rows().size();
        assertThat(
                        effects.markSending(
                                TestHome.soon(), planned.get(1), 0, PUSH, Optional.of(leave)))
                .isInstanceOf(Sending.MustWait.class);
        assertThat(rows()).hasSize(before);
        assertThat(effects.byId(TestHome.soon(), planned.get(1).id())).contains(planned.get(1));
    }

    @Test
    void anUnknownOutcomeKeepsItsMarkWhenItIsSettled() {
        Effect sending = send(planTwo().getFirst()).effect();
        Effect unknown =
                effects.recordOutcome(
                        TestHome.soon(),
                        sending,
                        EffectState.UNKNOWN,
                        Optional.empty(),
                        PUSH.outcome("outcome_unknown"));
        Effect settled =
                effects.recordOutcome(
                        TestHome.soon(),
                        unknown,
                        EffectState.DONE,
                        Optional.of("7"),
                        PUSH.verb(AuditVerb.GIT_RECONCILED).outcome("ok"));
        assertThat(settled.wasUnknown()).isTrue();
        assertThat(settled.state().isFinal()).isTrue();
    }

    @Test
    void onlyOneOfTwoWhoSawTheSameEntryMayMoveIt() {
        Effect first = planTwo().getFirst();
        Effect sending = send(first).effect();
        assertThatThrownBy(() -> send(first))
                .isInstanceOf(EffectException.class)
                .hasMessageContaining("another process")
                .extracting(changed -> ErrorPrinter.next((EffectException) changed))
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .as("an effect is no write of a push only")
                .contains("stile outbox list", "stile push log");
        effects.recordOutcome(
                TestHome.soon(), sending, EffectState.DONE, Optional.empty(), PUSH.outcome("ok"));
        assertThatThrownBy(
                        () ->
                                effects.recordOutcome(
                                        TestHome.soon(),
                                        sending,
                                        EffectState.FAILED,
                                        Optional.empty(),
                                        PUSH.outcome("invalid")))
                .isInstanceOf(EffectException.class);
        assertThat(effects.byId(TestHome.soon(), first.id()).orElseThrow().state())
                .isEqualTo(EffectState.DONE);
    }

    @Test
    void anOlderLeaseIsRefused() {
        Effect first = planTwo().getFirst();
        Effect sending =
                ((Sending.Started)
                                effects.markSending(
                                        TestHome.soon(), first, 9, PUSH, Optional.empty()))
                        .effect();
        Effect unknown =
                effects.recordOutcome(
                        TestHome.soon(),
                        sending,
                        EffectState.UNKNOWN,
                        Optional.empty(),
                        PUSH.outcome("outcome_unknown"));
        assertThatThrownBy(
                        () ->
                                effects.markSending(
                                        TestHome.soon(), unknown, 8, PUSH, Optional.empty()))
                .isInstanceOf(EffectException.class);
        assertThat(effects.markSending(TestHome.soon(), unknown, 10, PUSH, Optional.empty()))
                .isInstanceOf(Sending.Started.class);
    }

    @ParameterizedTest
    @CsvSource({
        "PROPOSED,APPROVED CANCELLED",
        "APPROVED,SENDING CANCELLED",
        "PLANNED,SENDING DROPPED",
        "SENDING,DONE FAILED UNKNOWN DROPPED",
        "FAILED,APPROVED CANCELLED",
        "UNKNOWN,DONE FAILED DROPPED SENDING CANCELLED",
        "DONE,''",
        "DROPPED,''",
        "CANCELLED,''"
    })
    @Proves("FL-88")
    void aStateLeadsToTheseAndToNoOther(EffectState from, String to) {
        List<String> allowed = List.of(to.split(" "));
        for (EffectState next : EffectState.values()) {
            assertThat(from.leadsTo(next))
                    .as("%s to %s", from, next)
                    .isEqualTo(allowed.contains(next.name()));
        }
    }

    @Test
    void aMoveThatItsStateForbidsIsRefusedWithoutARow() {
        Effect first = planTwo().getFirst();
        int before = rows().size();
        assertThatThrownBy(
                        () ->
                                effects.recordOutcome(
                                        TestHome.soon(),
                                        first,
                                        EffectState.DONE,
                                        Optional.empty(),
                                        PUSH.outcome("ok")))
                .isInstanceOf(EffectException.class)
                .hasMessageContaining("is planned and cannot become done");
        assertThat(rows()).hasSize(before);
    }

    @ParameterizedTest
    @CsvSource({
        "effect.plan.before,0,0,0",
        "effect.plan.after,2,0,0",
        "effect.sending.before,2,0,0",
        "effect.sending.after,1,1,0",
        "effect.outcome.before,1,1,0",
        "effect.outcome.after,1,0,1"
    })
    @Proves({"GS-85", "FL-100"})
    void aProcessThatDiesLeavesWhatWasCommittedAndNothingElse(
            String point, int planned, int sending, int done) throws Exception {
        Map<String, String> crash = Map.of("STILE_TESTING", "1", "STILE_CRASH_AT", point);
        try (ChildJvm child =
                ChildJvm.start(folder, Pushing.class, crash, home.folder().toString())) {
            assertThat(child.exit()).as(child.output()).isEqualTo(137);
        }
        assertThat(count(EffectState.PLANNED)).isEqualTo(planned);
        assertThat(count(EffectState.SENDING)).isEqualTo(sending);
        assertThat(count(EffectState.DONE)).isEqualTo(done);
        assertThat(new AuditVerifier(database, home).verify(TestHome.soon()).unknown())
                .hasSize(sending);
        int dropped =
                effects.moveAll(
                        TestHome.soon(),
                        "p-1",
                        EffectState.PLANNED,
                        EffectState.DROPPED,
                        PUSH.verb(AuditVerb.GIT_RECONCILED));
        assertThat(dropped).isEqualTo(planned);
    }

    private int count(EffectState state) {
        return effects.inState(TestHome.soon(), "git.push", "work", "demo", state, 10).size();
    }
}
