package dev.stile.flow.outbox;

import static dev.stile.core.store.TestHome.soon;
import static dev.stile.flow.outbox.OutboxWorld.RULE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.label.Label;
import dev.stile.api.taint.Tainted;
import dev.stile.core.audit.AuditUnavailableException;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.effect.EffectState;
import dev.stile.core.error.Code;
import dev.stile.core.policy.Policy;
import dev.stile.core.policy.Quota;
import dev.stile.core.store.StoreException;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

final class SenderTest {
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

    @Test
    @Proves({"FL-87", "FL-88", "FL-89"})
    void anApprovedEntryIsSentOnceAndItsReceiptIsKnown() {
        Entry entry = world.approved("Level 2.41 m, said hunter2");
        assertThat(world.send()).isEqualTo(1);
        assertThat(world.send()).isZero();
        assertThat(world.vendor.posted).containsExactly("Level 2.41 m, said hunter2");
        Entry sent = world.entry(entry.id());
        assertThat(sent.state()).isEqualTo(EffectState.DONE);
        assertThat(sent.attempt()).isPresent();
        assertThat(sent.effect().result().orElseThrow()).contains("\"summary\":\"posted\"");
        assertThat(world.journal.isReceipt(soon(), "ops-chat", Tainted.of("m-1", Label.ofUser())))
                .isTrue();
        assertThat(world.journal.isReceipt(soon(), "other", Tainted.of("m-1", Label.ofUser())))
                .isFalse();
        assertThat(world.rows(entry))
                .containsExactly(
                        "action.propose point approved",
                        "action.send intent -",
                        "action.send outcome ok");
    }

    @ParameterizedTest
    @EnumSource(names = {"LOSES_THE_ANSWER", "LOSES_THE_REQUEST", "TIMES_OUT", "BREAKS"})
    @Proves({"FL-26", "FL-89"})
    void whateverIsNoDefiniteAnswerIsUnknownAndNeverSentAgainByItself(Vendor.Mood mood) {
        Entry entry = world.approved("once");
        world.vendor.mood = mood;
        world.send();
        assertThat(world.state(entry)).isEqualTo(EffectState.UNKNOWN);
        assertThat(world.told).contains("unknown " + entry.reference());
        world.vendor.mood = Vendor.Mood.ANSWERS;
        for (int hour = 0; hour < 20; hour++) {
            world.clock.pass(Duration.ofHours(1));
            world.send();
            world.sweep();
        }
        assertThat(world.vendor.calls).isEqualTo(1);
        assertThat(world.state(entry)).isEqualTo(EffectState.UNKNOWN);
    }

    @Test
    @Proves("FL-26")
    void readingHasNoEffectThatCouldBeUnknown() {
        Entry entry =
                world.acts.act(
                        soon(),
                        new ActService.Act(
                                OutboxWorld.ADA,
                                "ops-chat",
                                "get_message",
                                OutboxWorld.message("m-1"),
                                Optional.empty(),
                                Optional.empty()));
        assertThat(entry.state()).isEqualTo(EffectState.DONE);
        world.vendor.mood = Vendor.Mood.LOSES_THE_ANSWER;
        Entry lost =
                world.acts.act(
                        soon(),
                        new ActService.Act(
                                OutboxWorld.ADA,
                                "ops-chat",
                                "get_message",
                                OutboxWorld.message("m-2"),
                                Optional.empty(),
                                Optional.empty()));
        assertThat(lost.state()).isEqualTo(EffectState.FAILED);
        assertThat(lost.nextAt()).isPresent();
    }

    @Test
    void aRefusalIsFinalAndSaysWhy() {
        Entry entry = world.approved("rude");
        world.vendor.mood = Vendor.Mood.REFUSES;
        world.send();
        Proposed failed = world.outbox.find(soon(), entry.id()).orElseThrow();
        assertThat(failed.state()).isEqualTo(EffectState.FAILED);
        assertThat(failed.isFinallyFailed()).isTrue();
        assertThat(failed.reason()).isEqualTo("invalid");
        world.clock.pass(Duration.ofHours(12));
        assertThat(world.send()).isZero();
    }

    @Test
    @Proves("FL-65")
    void theEntryOwnsTheScheduleOfItsFailuresAndAfterTheLastOneItIsFinal() {
        Entry entry = world.approved("again");
        world.vendor.mood = Vendor.Mood.IS_DOWN;
        List<Duration> delays =
                List.of(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(10),
                        Duration.ofHours(1),
                        Duration.ofHours(6));
        for (Duration delay : delays) {
            assertThat(world.send()).isEqualTo(1);
            Entry failed = world.entry(entry.id());
            assertThat(failed.isFinallyFailed()).isFalse();
            Duration waits = Duration.between(world.clock.instant(), failed.nextAt().orElseThrow());
            assertThat(waits)
                    .isBetween(
                            Duration.ofMillis(delay.toMillis() * 8 / 10),
                            Duration.ofMillis(delay.toMillis() * 12 / 10));
            world.clock.pass(waits.minusMillis(1));
            assertThat(world.send()).as("not before it is due").isZero();
            world.clock.pass(Duration.ofMillis(1));
        }
        assertThat(world.send()).isEqualTo(1);
        assertThat(world.entry(entry.id()).isFinallyFailed()).isTrue();
        assertThat(world.vendor.calls).isEqualTo(7);
    }

    @Test
    @Proves("FL-65")
    void theDelayThatTheServerAsksForIsHonoured() {
        Entry entry = world.approved("slowly");
        world.vendor.mood = Vendor.Mood.LIMITS;
        world.send();
        assertThat(world.entry(entry.id()).nextAt())
                .contains(world.clock.instant().plus(Duration.ofMinutes(45)));
    }

    @Test
    @Proves("FL-24")
    void anOutputThatDoesNotFitIsKeptAndFlaggedAndItHappenedAllTheSame() {
        Entry entry = world.approved("odd");
        world.vendor.mood = Vendor.Mood.ANSWERS_ODDLY;
        world.send();
        assertThat(world.state(entry)).isEqualTo(EffectState.DONE);
        assertThat(world.entry(entry.id()).effect().result().orElseThrow())
                .contains("\"output_invalid\":true", "\"time\":\"m-1\"");
    }

    @Test
    @Proves("FL-92")
    void entriesOfOneOrderKeyLeaveInTheOrderOfApprovalAndOneThatWaitsIsPassed() {
        Entry first = world.entry(propose("first", "k", false).id());
        Entry second = world.entry(propose("second", "k", false).id());
        world.approvals.approve(soon(), OutboxWorld.ADA, world.seen(second));
        world.approvals.approve(soon(), OutboxWorld.ADA, world.seen(first));
        world.send();
        assertThat(world.vendor.posted).containsExactly("second", "first");

        world.allow();
        propose("third", "k", false);
        world.vendor.mood = Vendor.Mood.IS_DOWN;
        world.send();
        world.vendor.mood = Vendor.Mood.ANSWERS;
        propose("fourth", "k", false);
        world.send();
        world.clock.pass(Duration.ofMinutes(1));
        world.send();
        assertThat(world.vendor.posted).containsExactly("second", "first", "fourth", "third");
    }

    @Test
    @Proves("FL-92")
    void aStrictOneThatWaitsOrIsUnknownHoldsLaterOnesUp() {
        world.allow();
        Entry first = world.entry(propose("first", "k", true).id());
        propose("second", "k", true);
        propose("other", "another key", true);
        world.vendor.mood = Vendor.Mood.IS_DOWN;
        world.round();
        world.vendor.mood = Vendor.Mood.ANSWERS;
        world.send();
        assertThat(world.vendor.posted).isEmpty();
        world.clock.pass(Duration.ofMinutes(1));
        world.vendor.mood = Vendor.Mood.LOSES_THE_REQUEST;
        world.attempt.send(first.id(), world.clock.instant(), soon());
        world.vendor.mood = Vendor.Mood.ANSWERS;
        world.send();
        assertThat(world.vendor.posted).containsExactly("other");
        Entry unknown = world.entry(first.id());
        world.resolutions.resolve(
                soon(), OutboxWorld.ADA, unknown.id(), unknown.version(), true, "it is there");
        world.send();
        assertThat(world.vendor.posted).containsExactly("other", "second");
    }

    private Proposed propose(String text, String order, boolean strict) {
        return world.outbox.propose(
                soon(), OutboxWorld.proposal(RULE, text, "k-" + text, Optional.of(order), strict));
    }

    @Test
    @Proves("FL-93")
    void overItsQuotaAnEntryStaysApprovedAndSaysUntilWhen() {
        world.policy =
                new Policy(
                        List.of(OutboxWorld.standing(2)),
                        List.of(new Quota("q-all", Quota.Per.RECIPIENT, Optional.empty(), 100)));
        for (int number = 1; number <= 3; number++) {
            world.outbox.propose(soon(), world.proposal(RULE, "message " + number));
            world.clock.pass(Duration.ofMinutes(10));
            world.send();
        }
        assertThat(world.vendor.posted).containsExactly("message 1", "message 2");
        Entry third = world.journal.list(soon(), List.of(EffectState.APPROVED), 5).getFirst();
        assertThat(third.reason()).startsWith("grant:g-17 is full until 2026-05-04T07:10:00Z");
        assertThat(world.told).contains("full grant:g-17");
        world.clock.set(third.nextAt().orElseThrow().minusMillis(1));
        assertThat(world.send()).isZero();
        world.clock.pass(Duration.ofMillis(1));
        assertThat(world.send()).isEqualTo(1);
    }

    @Test
    @Proves("FL-93")
    void quotasOfRuleConnectionAndRecipientCountApart() {
        for (Quota.Per per : Quota.Per.values()) {
            world.policy =
                    new Policy(
                            List.of(OutboxWorld.standing(1000)),
                            List.of(
                                    new Quota(
                                            "q-" + per.ordinal(),
                                            per,
                                            Optional.of("ops-chat"),
                                            1)));
            Entry one = world.entry(world.outbox.propose(soon(), world.proposal(RULE, "a")).id());
            Entry two = world.entry(world.outbox.propose(soon(), world.proposal(RULE, "b")).id());
            assertThat(world.send()).as("%s", per).isEqualTo(1);
            assertThat(world.state(one)).isEqualTo(EffectState.DONE);
            assertThat(world.entry(two.id()).reason()).startsWith("quota:q-" + per.ordinal());
            world.clock.pass(Duration.ofHours(2));
            assertThat(world.send()).isEqualTo(1);
        }
    }

    @Test
    @Proves({"FL-93", "TU-53"})
    void withoutItsAuditRowNothingIsSent() {
        Entry entry = world.approved("not without a row");
        world.database.read(
                soon(),
                transaction -> transaction.first("PRAGMA max_page_count=1", row -> row.number(1)));
        assertThatThrownBy(
                        () -> {
                            for (int row = 0; row < 200; row++) {
                                world.audit.appendPoint(
                                        soon(),
                                        OutboxJournal.about(entry, RULE, AuditVerb.ACTION_HOLD));
                            }
                        })
                .isInstanceOf(AuditUnavailableException.class);
        assertThatThrownBy(world::send)
                .isInstanceOfAny(StoreException.class, AuditUnavailableException.class);
        assertThat(world.vendor.calls).isZero();
        world.database.read(
                soon(),
                transaction ->
                        transaction.first("PRAGMA max_page_count=1000000", row -> row.number(1)));
        assertThat(world.send()).isEqualTo(1);
    }

    @Test
    @Proves({"TU-32", "TU-36"})
    void aLabelThatNoLongerFitsStopsTheSendUnlessAPersonApprovedExactlyThis() {
        Entry entry = world.approved("secret plans");
        world.cleared = false;
        world.send();
        Entry held = world.entry(entry.id());
        assertThat(held.state()).isEqualTo(EffectState.PROPOSED);
        assertThat(held.reason()).isEqualTo("label_refused");
        assertThat(world.vendor.calls).isZero();
        world.approvals.approve(soon(), OutboxWorld.ADA, world.seen(held));
        assertThat(world.send()).isEqualTo(1);
    }

    @Test
    void aConnectionThatIsNotReadyKeepsItsEntriesForLater() {
        Entry entry = world.approved("later");
        world.ready = false;
        world.send();
        assertThat(world.entry(entry.id()).reason()).isEqualTo("secret_missing");
        assertThat(world.state(entry)).isEqualTo(EffectState.APPROVED);
        world.ready = true;
        world.clock.pass(Duration.ofMinutes(1));
        assertThat(world.send()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE outbox SET declarations = '[{' WHERE effect = ?",
                "UPDATE outbox SET declarations = '[7]' WHERE effect = ?",
                "UPDATE outbox SET origin = 'nobody' WHERE effect = ?",
                "UPDATE plan SET header = '{' WHERE id = (SELECT plan FROM effect WHERE id = ?)",
                "UPDATE effect SET payload = '{\"text\":' WHERE id = ?",
                "UPDATE effect SET payload = '[]' WHERE id = ?"
            })
    void anEntryThatCannotBeReadIsSetAsideAndToldOnceAndTheOthersAreSent(String damage) {
        world.allow();
        Entry damaged = world.entry(propose("damaged", "k", false).id());
        propose("same-order", "k", false);
        propose("other", "another key", true);
        List<String> before = world.rows(damaged);
        world.update(damage, damaged.id());

        Sender.Round round = world.round();

        assertThat(round.damaged())
                .singleElement()
                .satisfies(
                        told -> {
                            assertThat(told.registered()).isEqualTo(Code.ENTRY_DAMAGED);
                            assertThat(told.headline()).contains(damaged.reference());
                        });
        assertThat(world.vendor.posted).containsExactly("same-order", "other");
        world.sweep();
        world.clock.pass(Duration.ofMinutes(11));
        Sender.Round later = world.round();
        assertThat(later.attempts()).isZero();
        assertThat(later.damaged()).as("told once").isEmpty();
        assertThat(world.rows(damaged)).as("nothing is decided").isEqualTo(before);
    }

    @Test
    void anEntryThatCanBeReadAgainIsSent() {
        Entry entry = world.approved("mended");
        world.update("UPDATE outbox SET declarations = '[{' WHERE effect = ?", entry.id());
        assertThat(world.send()).isZero();
        world.update("UPDATE outbox SET declarations = '[]' WHERE effect = ?", entry.id());
        world.clock.pass(Duration.ofMinutes(10));
        assertThat(world.send()).isEqualTo(1);
        assertThat(world.entry(entry.id()).reason()).isEmpty();
    }

    @Test
    void theListShowsTheOthersAndNamesWhatCannotBeRead() {
        Entry damaged = world.waiting("damaged");
        Entry other = world.waiting("other");
        world.update("UPDATE outbox SET declarations = '[{' WHERE effect = ?", damaged.id());

        OutboxJournal.Page page = world.journal.page(soon(), List.of(), 5);

        assertThat(page.entries()).extracting(Entry::id).containsExactly(other.id());
        assertThat(page.damaged())
                .extracting(each -> each.facts().get("outbox"))
                .containsExactly(damaged.reference());
    }
}
