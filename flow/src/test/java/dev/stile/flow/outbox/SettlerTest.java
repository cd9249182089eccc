package dev.stile.flow.outbox;

import static dev.stile.core.store.TestHome.soon;
import static dev.stile.flow.outbox.OutboxWorld.ADA;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.action.Idempotency;
import dev.stile.api.action.Reconciliation;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditUnavailableException;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.effect.EffectState;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class SettlerTest {
    @TempDir Path folder;
    private OutboxWorld world;

    @BeforeEach
    void open() {
        world = new OutboxWorld(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Entry lost(Vendor.Mood mood) {
        Entry entry = world.approved("Level 2.41 m");
        world.vendor.mood = mood;
        world.send();
        world.vendor.mood = Vendor.Mood.ANSWERS;
        assertThat(world.state(entry)).isEqualTo(EffectState.UNKNOWN);
        world.clock.pass(Duration.ofMinutes(1));
        return entry;
    }

    @Test
    @Proves({"FL-27", "FL-88"})
    void whatTheConnectorFindsIsSent() {
        Entry entry = lost(Vendor.Mood.LOSES_THE_ANSWER);
        world.vendor.reconciliation = new Reconciliation.Found(world.vendor.result("m-1", "ts"));
        world.sweep();
        Entry found = world.entry(entry.id());
        assertThat(found.state()).isEqualTo(EffectState.DONE);
        assertThat(found.effect().wasUnknown()).isTrue();
        assertThat(world.vendor.calls).isEqualTo(1);
        assertThat(world.rows(entry)).endsWith("action.resolve point ok");
    }

    @Test
    @Proves("FL-27")
    void whatIsProvenNotToHaveHappenedIsTriedAgainOnce() {
        Entry entry = lost(Vendor.Mood.LOSES_THE_REQUEST);
        world.vendor.reconciliation = new Reconciliation.Absent();
        world.sweep();
        assertThat(world.state(entry)).isEqualTo(EffectState.FAILED);
        assertThat(world.entry(entry.id()).effect().wasUnknown()).isFalse();
        assertThat(world.entry(entry.id()).isFinallyFailed()).isFalse();
        world.clock.pass(Duration.ofMinutes(3));
        world.send();
        assertThat(world.vendor.posted).containsExactly("Level 2.41 m");
    }

    @Test
    @Proves("FL-27")
    void whatIsNotSeenIsTriedAgainOnlyOnceTheServerCannotBeWorkingOnItAnyMore() {
        Entry entry = lost(Vendor.Mood.LOSES_THE_REQUEST);
        world.vendor.reconciliation = new Reconciliation.NotSeen();
        for (int second = 0; second < 120; second++) {
            world.sweep();
            assertThat(world.state(entry)).isEqualTo(EffectState.UNKNOWN);
            world.clock.pass(Duration.ofSeconds(1));
        }
        assertThat(world.vendor.questions).isPositive();
        world.clock.pass(Duration.ofMinutes(10));
        world.sweep();
        assertThat(world.state(entry)).isEqualTo(EffectState.FAILED);
        world.clock.pass(Duration.ofMinutes(30));
        world.send();
        assertThat(world.vendor.posted).containsExactly("Level 2.41 m");
    }

    @Test
    @Proves("FL-27")
    void whatWasSentLateInALongTurnMayStillHappenForAsLongAsIfItsTurnHadJustBegun() {
        Entry entry = world.approved("Level 2.41 m");
        world.vendor.mood = Vendor.Mood.LOSES_THE_REQUEST;
        Instant turn = world.clock.instant();
        world.clock.pass(Duration.ofMinutes(20));

        world.sender.sendOnce("ops-chat", turn, soon(), () -> false);

        Instant sent = world.clock.instant();
        world.vendor.reconciliation = new Reconciliation.NotSeen();
        world.clock.pass(Duration.ofSeconds(60));
        world.sweep();
        assertThat(world.vendor.questions).isPositive();
        assertThat(world.state(entry)).isEqualTo(EffectState.UNKNOWN);
        assertThat(world.entry(entry.id()).attempted()).contains(sent);
    }

    @Test
    @Proves({"FL-27", "TU-53"})
    void outcomesThatCouldNotBeWrittenHoldNothingUpOnceTheyCan() {
        Entry one = world.approved("Level 2.41 m");
        Entry other = world.approved("Level 2.42 m");
        world.leaveSending(one);
        world.leaveSending(other);
        refuseOutcomes();
        for (Entry each : List.of(one, other)) {
            long intent = world.entry(each.id()).effect().intent().orElseThrow();
            assertThatThrownBy(() -> world.audit.appendOutcome(soon(), intent, sent(each)))
                    .isInstanceOf(AuditUnavailableException.class);
        }
        world.database.transaction(
                soon(), transaction -> transaction.update("DROP TRIGGER refuses"));

        Entry next = world.approved("Level 2.43 m");
        world.clock.pass(Duration.ofMinutes(2));
        world.sweep();
        world.send();

        for (Entry each : List.of(one, other)) {
            assertThat(world.state(each)).isEqualTo(EffectState.UNKNOWN);
            assertThat(world.rows(each))
                    .contains("action.send outcome sent", "action.send point outcome_unknown")
                    .doesNotContain("action.send outcome outcome_unknown");
        }
        assertThat(world.state(next)).isEqualTo(EffectState.DONE);
    }

    @Test
    @Proves({"FL-27", "TU-52"})
    void anAnswerThatIsStillOwedIsTheOutcomeThoughItsEntryIsUnknown() {
        Entry entry = world.approved("Level 2.41 m");
        refuseOutcomes();
        assertThatThrownBy(world::send).isInstanceOf(AuditUnavailableException.class);
        assertThat(world.vendor.posted).hasSize(1);
        world.database.transaction(
                soon(), transaction -> transaction.update("DROP TRIGGER refuses"));
        world.clock.pass(Duration.ofHours(1));

        assertThat(world.sweep().abandoned()).isEqualTo(1);

        assertThat(world.state(entry)).isEqualTo(EffectState.UNKNOWN);
        assertThat(world.rows(entry))
                .containsSubsequence("action.send outcome ok", "action.send point outcome_unknown")
                .doesNotContain("action.send outcome outcome_unknown");
    }

    private static AuditEntry sent(Entry entry) {
        return OutboxJournal.about(entry, OutboxWorld.RULE, AuditVerb.ACTION_SEND).outcome("sent");
    }

    private void refuseOutcomes() {
        world.database.transaction(
                soon(),
                transaction ->
                        transaction.update(
                                """
                                CREATE TRIGGER refuses BEFORE INSERT ON audit
                                WHEN instr(NEW.body, '"phase":"outcome"') > 0
                                BEGIN SELECT RAISE(ABORT, 'no room'); END
                                """));
    }

    @Test
    @Proves({"FL-27", "TU-63"})
    void anotherAccountIsNotAskedWhatBecameOfIt() {
        Entry entry = lost(Vendor.Mood.LOSES_THE_ANSWER);
        world.vendor.reconciliation = new Reconciliation.Absent();
        world.account = "ops@south";
        world.sweep();
        assertThat(world.state(entry)).isEqualTo(EffectState.UNKNOWN);
        assertThat(world.vendor.questions).isZero();
        world.clock.pass(Duration.ofHours(1));
        world.account = "ops@north";
        world.sweep();
        assertThat(world.state(entry)).isEqualTo(EffectState.FAILED);
    }

    @Test
    @Proves("FL-27")
    void whatCannotBeToldStaysUnknownAndIsAskedLessAndLess() {
        Entry entry = lost(Vendor.Mood.LOSES_THE_ANSWER);
        world.sweep();
        world.sweep();
        assertThat(world.vendor.questions).isEqualTo(1);
        for (int minute = 0; minute < 24 * 60; minute++) {
            world.clock.pass(Duration.ofMinutes(1));
            world.sweep();
        }
        assertThat(world.vendor.questions).isBetween(5, 10);
        assertThat(world.state(entry)).isEqualTo(EffectState.UNKNOWN);
        assertThat(world.vendor.posted).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"KEY", "NATURAL"})
    @Proves("FL-89")
    void whereARepeatIsHarmlessItIsSentAgainWithTheSameKey(Idempotency idempotency) {
        world.vendor.idempotency = idempotency;
        Entry entry = lost(Vendor.Mood.LOSES_THE_ANSWER);
        world.sweep();
        assertThat(world.state(entry)).isEqualTo(EffectState.DONE);
        assertThat(world.vendor.calls).isEqualTo(2);
        assertThat(world.vendor.posted).hasSize(idempotency == Idempotency.KEY ? 1 : 2);
    }

    @ParameterizedTest
    @EnumSource(names = {"LOOKUP", "NONE"})
    @Proves("FL-89")
    void whereItIsNotItIsNever(Idempotency idempotency) {
        world.vendor.idempotency = idempotency;
        Entry entry = lost(Vendor.Mood.LOSES_THE_ANSWER);
        for (int hour = 0; hour < 48; hour++) {
            world.sweep();
            world.send();
            world.clock.pass(Duration.ofHours(1));
        }
        assertThat(world.state(entry)).isEqualTo(EffectState.UNKNOWN);
        assertThat(world.vendor.calls).isEqualTo(1);
    }

    @Test
    @Proves("FL-89")
    void aKeyThatTheVendorHasForgottenIsNotSentAgain() {
        world.vendor.idempotency = Idempotency.KEY;
        world.vendor.keyLifetime = Optional.of(Duration.ofHours(1));
        Entry entry = lost(Vendor.Mood.LOSES_THE_ANSWER);
        world.clock.pass(Duration.ofHours(1));
        world.sweep();
        assertThat(world.state(entry)).isEqualTo(EffectState.UNKNOWN);
        assertThat(world.vendor.calls).isEqualTo(1);
    }

    @Test
    @Proves({"FL-89", "TU-52"})
    void whatSomebodyWhoIsGoneWasSendingBecomesUnknown() {
        Entry entry = world.approved("half way");
        world.leaveSending(entry);
        assertThat(world.sweep().abandoned()).as("its holder lives").isZero();
        world.clock.pass(Duration.ofMinutes(2));
        assertThat(world.sweep().abandoned()).isEqualTo(1);
        assertThat(world.state(entry)).isEqualTo(EffectState.UNKNOWN);
        assertThat(world.rows(entry)).endsWith("action.send outcome outcome_unknown");
        assertThat(world.told).contains("unknown " + entry.reference());
        assertThat(world.vendor.calls).isZero();
    }

    private Entry abandoned() {
        Entry entry = world.approved("half way");
        world.leaveSending(entry, Duration.ofSeconds(2));
        world.clock.pass(Duration.ofSeconds(3));
        assertThat(world.sweep().abandoned()).isEqualTo(1);
        assertThat(world.entry(entry.id()).nextAt()).contains(world.clock.instant().plusSeconds(1));
        assertThat(world.vendor.questions).isZero();
        world.clock.pass(Duration.ofSeconds(1));
        return entry;
    }

    @Test
    @Proves("FL-27")
    void whatSomebodyWhoIsGoneWasSendingIsAskedAboutSoon() {
        Entry entry = abandoned();
        world.vendor.reconciliation = new Reconciliation.Found(world.vendor.result("m-1", "ts"));
        world.sweep();
        assertThat(world.state(entry)).isEqualTo(EffectState.DONE);
        assertThat(world.vendor.calls).isZero();
    }

    @Test
    @Proves("FL-27")
    void askedSoonItIsStillNotTakenForNotDoneBeforeTheServerHadItsTime() {
        Entry entry = abandoned();
        world.vendor.reconciliation = new Reconciliation.NotSeen();
        for (int second = 0; second < 115; second++) {
            world.sweep();
            assertThat(world.state(entry)).isEqualTo(EffectState.UNKNOWN);
            world.clock.pass(Duration.ofSeconds(1));
        }
        assertThat(world.vendor.questions).isPositive();
    }

    @Test
    @Proves("FL-89")
    void askedSoonItIsNotSentAgainSoonAlthoughItsKeyMakesThatHarmless() {
        world.vendor.idempotency = Idempotency.KEY;
        Entry entry = abandoned();
        world.sweep();
        assertThat(world.vendor.questions).isEqualTo(1);
        assertThat(world.vendor.calls).isZero();
        world.clock.pass(Duration.ofMinutes(1));
        world.sweep();
        assertThat(world.vendor.calls).isEqualTo(1);
        assertThat(world.state(entry)).isEqualTo(EffectState.DONE);
    }

    @Test
    @Proves("FL-90")
    void anUnknownOneThatRanOutOfTimeStaysUnknownAndCanOnlyBeResolved() {
        world.vendor.idempotency = Idempotency.KEY;
        Entry entry = world.approved("too late");
        world.vendor.mood = Vendor.Mood.LOSES_THE_REQUEST;
        world.send();
        world.vendor.mood = Vendor.Mood.ANSWERS;
        world.clock.pass(Duration.ofHours(25));
        world.sweep();
        Entry expired = world.entry(entry.id());
        assertThat(expired.state()).isEqualTo(EffectState.UNKNOWN);
        assertThat(expired.expired()).isTrue();
        world.clock.pass(Duration.ofHours(-24));
        world.sweep();
        world.send();
        assertThat(world.vendor.calls).as("however the clock moves").isEqualTo(1);
        assertThatThrownBy(
                        () ->
                                world.resolutions.acceptDuplicate(
                                        soon(), ADA, entry.id(), expired.version(), "no harm"))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.registered()).isEqualTo(Code.ENTRY_EXPIRED));
        world.resolutions.resolve(soon(), ADA, entry.id(), expired.version(), false, "not there");
        assertThat(world.state(entry)).isEqualTo(EffectState.FAILED);
    }

    @Test
    @Proves("FL-88")
    void aDuplicateThatAPersonAcceptsIsSentOnceMore() {
        Entry entry = lost(Vendor.Mood.LOSES_THE_ANSWER);
        Entry unknown = world.entry(entry.id());
        assertThat(world.send()).isZero();
        world.resolutions.acceptDuplicate(
                soon(), ADA, unknown.id(), unknown.version(), "twice does no harm");
        world.vendor.mood = Vendor.Mood.LOSES_THE_ANSWER;
        assertThat(world.send()).isEqualTo(1);
        assertThat(world.send()).as("an acceptance counts once").isZero();
        assertThat(world.vendor.posted).hasSize(2);
        assertThat(world.state(entry)).isEqualTo(EffectState.UNKNOWN);
    }

    @Test
    void anEntryThatCannotBeReadStopsNoSweepAndIsToldOnce() {
        String damage = "UPDATE outbox SET declarations = '[{' WHERE effect = ?";
        Entry sending = world.approved("sending");
        world.leaveSending(sending, Duration.ofMinutes(1));
        Entry failed = world.approved("finally failed");
        world.vendor.mood = Vendor.Mood.REFUSES;
        world.send();
        Entry unknown = world.approved("unknown");
        world.vendor.mood = Vendor.Mood.LOSES_THE_ANSWER;
        world.send();
        Entry waiting = world.waiting("waiting");
        List<Entry> damaged = List.of(sending, failed, unknown);
        damaged.forEach(entry -> world.update(damage, entry.id()));
        int calls = world.vendor.calls;
        world.clock.pass(Duration.ofHours(25));

        Settler.Swept swept = world.sweep();

        assertThat(world.state(waiting)).isEqualTo(EffectState.CANCELLED);
        assertThat(swept.damaged())
                .extracting(each -> each.facts().get("outbox"))
                .containsExactlyInAnyOrderElementsOf(
                        damaged.stream().map(Entry::reference).toList());
        assertThat(world.sweep().damaged()).isEmpty();
        world.clock.pass(Duration.ofHours(1));
        world.send();
        assertThat(world.vendor.calls).isEqualTo(calls);
        damaged.forEach(
                entry ->
                        world.update(
                                "UPDATE outbox SET declarations = '[]' WHERE effect = ?",
                                entry.id()));
        assertThat(damaged.stream().map(world::state))
                .containsExactly(EffectState.SENDING, EffectState.FAILED, EffectState.UNKNOWN);
        assertThat(world.entry(failed.id()).isFinallyFailed()).isTrue();
    }
}
