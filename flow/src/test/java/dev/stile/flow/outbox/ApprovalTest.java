package dev.stile.flow.outbox;

import static dev.stile.core.store.TestHome.soon;
import static dev.stile.flow.outbox.OutboxWorld.ADA;
import static dev.stile.flow.outbox.OutboxWorld.AGENT;
import static dev.stile.flow.outbox.OutboxWorld.BEN;
import static dev.stile.flow.outbox.OutboxWorld.CLEO;
import static dev.stile.flow.outbox.OutboxWorld.RULE;
import static dev.stile.flow.outbox.OutboxWorld.message;
import static dev.stile.flow.outbox.Refused.refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.json.Json;
import dev.stile.core.audit.AuditFilter;
import dev.stile.core.audit.AuditSearch;
import dev.stile.core.effect.EffectState;
import dev.stile.core.error.Code;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Decision.Verdict;
import dev.stile.core.policy.Policy;
import dev.stile.core.policy.Subject;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

final class ApprovalTest {
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
    @Proves({"FL-91", "TU-57", "TU-61"})
    void whatARuleProposesWaitsUntilAPersonApprovesExactlyIt() {
        Entry entry = world.waiting("Level 2.41 m");
        assertThat(world.told).containsExactly("waiting " + entry.reference());
        assertThat(world.send()).isZero();
        Entry approved = world.approvals.approve(soon(), ADA, world.seen(entry));
        assertThat(approved.state()).isEqualTo(EffectState.APPROVED);
        assertThat(world.journal.approvers(soon(), approved)).containsExactly("ada");
        assertThat(world.send()).isEqualTo(1);
        assertThat(
                        new AuditSearch(world.database)
                                .newest(
                                        AuditFilter.everything().verb("action.approve"),
                                        Long.MAX_VALUE,
                                        5,
                                        soon()))
                .singleElement()
                .satisfies(
                        row -> {
                            assertThat(row.actor()).isEqualTo("ada");
                            assertThat(row.json()).contains(entry.contentSha256());
                        });
    }

    @Test
    @Proves({"FL-91", "TU-63"})
    void anApprovalNamesVersionAndContentAndCountsForNoOther() {
        Entry entry = world.waiting("two words");
        refused(
                Code.VERSION_MISMATCH,
                () ->
                        world.approvals.approve(
                                soon(),
                                ADA,
                                new Approvals.Seen(
                                        entry.id(), entry.version() + 1, entry.contentSha256())));
        refused(
                Code.APPROVAL_STALE,
                () ->
                        world.approvals.approve(
                                soon(),
                                ADA,
                                new Approvals.Seen(entry.id(), entry.version(), "0".repeat(64))));
        refused(
                Code.APPROVAL_STALE,
                () ->
                        world.approvals.approve(
                                soon(),
                                ADA,
                                new Approvals.Seen(
                                        entry.id(),
                                        entry.version(),
                                        entry.contentSha256().substring(0, 11))));
        assertThat(world.state(entry)).isEqualTo(EffectState.PROPOSED);
        world.approvals.approve(
                soon(),
                ADA,
                new Approvals.Seen(
                        entry.id(), entry.version(), entry.contentSha256().substring(0, 12)));
        assertThat(world.state(entry)).isEqualTo(EffectState.APPROVED);
        Entry approved = world.entry(entry.id());
        assertThatThrownBy(() -> world.approvals.approve(soon(), BEN, world.seen(approved)))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure ->
                                assertThat(ErrorPrinter.next(failure))
                                        .containsExactly("stile outbox show " + entry.reference()));
    }

    @Test
    @Proves("FL-91")
    void onlyPeopleApproveAndNobodyWhatTheyProposed() {
        world.policy =
                Policy.defaults()
                        .with(
                                OutboxWorld.grant(
                                        "g-1",
                                        "person:*",
                                        Verdict.APPROVE,
                                        OptionalInt.empty(),
                                        1));
        Entry own = world.entry(world.outbox.propose(soon(), world.proposal(ADA, "mine")).id());
        refused(
                Code.APPROVER_NOT_ALLOWED,
                () -> world.approvals.approve(soon(), ADA, world.seen(own)));
        Entry agents = world.entry(world.outbox.propose(soon(), world.proposal(AGENT, "its")).id());
        for (Subject program : List.of(AGENT, RULE, new Subject.Daemon())) {
            refused(
                    Code.APPROVER_NOT_ALLOWED,
                    () -> world.approvals.approve(soon(), program, world.seen(agents)));
            refused(
                    Code.APPROVER_NOT_ALLOWED,
                    () -> world.approvals.reject(soon(), program, agents.id(), 1, "no"));
            refused(
                    Code.APPROVER_NOT_ALLOWED,
                    () -> world.edits.edit(soon(), program, agents.id(), 1, message("x")));
            refused(
                    Code.APPROVER_NOT_ALLOWED,
                    () -> world.resolutions.retry(soon(), program, agents.id(), 1));
            refused(
                    Code.APPROVER_NOT_ALLOWED,
                    () -> world.resolutions.resolve(soon(), program, agents.id(), 1, true, "seen"));
        }
        world.approvals.approve(soon(), BEN, world.seen(own));
        world.approvals.approve(soon(), ADA, world.seen(agents));
        assertThat(world.send()).isEqualTo(2);
    }

    @Test
    @Proves("FL-91")
    void aPolicyCanAskForTwoPeopleAndOneWhoSaysItTwiceIsOne() {
        world.policy =
                Policy.defaults()
                        .with(
                                OutboxWorld.grant(
                                        "g-2", "rule:*", Verdict.APPROVE, OptionalInt.empty(), 2));
        Entry entry = world.waiting("both of you");
        world.approvals.approve(soon(), ADA, world.seen(entry));
        world.approvals.approve(soon(), ADA, world.seen(entry));
        assertThat(world.state(entry)).isEqualTo(EffectState.PROPOSED);
        assertThat(world.send()).isZero();
        world.approvals.approve(soon(), CLEO, world.seen(entry));
        assertThat(world.state(entry)).isEqualTo(EffectState.APPROVED);
        assertThat(world.send()).isEqualTo(1);
    }

    @Test
    @Proves({"FL-91", "TU-63"})
    void anEditMakesANewVersionWithoutApprovals() {
        Entry entry = world.waiting("Level 2.41 m");
        Entry approved = world.approvals.approve(soon(), ADA, world.seen(entry));
        Entry edited =
                world.edits.edit(
                        soon(), BEN, entry.id(), approved.version(), message("Level 2.14 m"));
        assertThat(edited.state()).isEqualTo(EffectState.PROPOSED);
        assertThat(edited.version()).isGreaterThan(approved.version());
        assertThat(edited.contentSha256()).isNotEqualTo(entry.contentSha256());
        assertThat(edited.key()).isEqualTo(entry.key());
        assertThat(world.journal.approvers(soon(), edited)).isEmpty();
        assertThat(world.send()).isZero();
        world.approvals.approve(soon(), ADA, world.seen(edited));
        world.send();
        assertThat(world.vendor.posted).containsExactly("Level 2.14 m");
    }

    @Test
    @Proves({"FL-91", "TU-60"})
    void whoeverWroteTheContentIsNotTheOneWhoApprovesIt() {
        Entry entry = world.waiting("Level 2.41 m");
        Entry edited =
                world.edits.edit(soon(), ADA, entry.id(), entry.version(), message("Level 2.14 m"));
        refused(
                Code.APPROVER_NOT_ALLOWED,
                () -> world.approvals.approve(soon(), ADA, world.seen(edited)));
        assertThat(world.state(entry)).isEqualTo(EffectState.PROPOSED);
        assertThat(world.journal.approvers(soon(), edited)).isEmpty();
        Entry again =
                world.edits.edit(soon(), BEN, entry.id(), edited.version(), message("Level 2.4 m"));
        refused(
                Code.APPROVER_NOT_ALLOWED,
                () -> world.approvals.approve(soon(), BEN, world.seen(again)));
        world.approvals.approve(soon(), ADA, world.seen(again));
        world.vendor.mood = Vendor.Mood.REFUSES;
        world.send();
        world.vendor.mood = Vendor.Mood.ANSWERS;
        Entry retried =
                world.resolutions.retry(soon(), BEN, entry.id(), world.entry(entry.id()).version());
        assertThat(world.journal.approvers(soon(), retried)).containsExactly("ada");
        world.send();
        assertThat(world.vendor.posted).containsExactly("Level 2.4 m");
    }

    @Test
    @Proves("FL-71")
    void whatTheRuleSaysAnewIsNoLongerTheEditorsText() {
        Proposal first = OutboxWorld.proposal(RULE, "old", "key-9", Optional.empty(), false);
        Proposal second = OutboxWorld.proposal(RULE, "new", "key-9", Optional.empty(), false);
        long id = world.outbox.propose(soon(), first).id();
        Entry edited = world.edits.edit(soon(), ADA, id, 1, message("mine"));
        world.approvals.reject(soon(), BEN, id, edited.version(), "no");
        world.outbox.proposeAnew(soon(), second);
        world.approvals.approve(soon(), ADA, world.seen(world.entry(id)));
        assertThat(world.entry(id).state()).isEqualTo(EffectState.APPROVED);
    }

    @Test
    @Proves("TU-63")
    void anotherRecipientIsAnotherContent() {
        Entry entry = world.waiting("hello");
        Entry moved =
                world.edits.edit(
                        soon(),
                        ADA,
                        entry.id(),
                        entry.version(),
                        Json.object().put("channel", "C666").put("text", "hello").build());
        assertThat(moved.recipient()).contains("C666");
        refused(
                Code.APPROVAL_STALE,
                () ->
                        world.approvals.approve(
                                soon(),
                                BEN,
                                new Approvals.Seen(
                                        moved.id(), moved.version(), entry.contentSha256())));
    }

    @Test
    @Proves({"TU-63", "TU-62"})
    void anApprovalIsVoidOnceThePolicyRefuses() {
        Entry entry = world.waiting("not any more");
        world.approvals.approve(soon(), ADA, world.seen(entry));
        world.policy =
                Policy.defaults()
                        .with(
                                OutboxWorld.grant(
                                        "g-19", "*", Verdict.REFUSE, OptionalInt.empty(), 1));
        assertThat(world.send()).isZero();
        Entry held = world.entry(entry.id());
        assertThat(held.state()).isEqualTo(EffectState.PROPOSED);
        assertThat(held.reason()).isEqualTo("approval_void");
        assertThat(world.journal.approvers(soon(), held)).isEmpty();
        refused(Code.POLICY_REFUSED, () -> world.approvals.approve(soon(), ADA, world.seen(held)));
        world.policy = Policy.defaults();
        assertThat(world.send()).as("the old approval does not come back").isZero();
        world.approvals.approve(soon(), ADA, world.seen(world.entry(entry.id())));
        assertThat(world.send()).isEqualTo(1);
    }

    @Test
    @Proves("TU-63")
    void anApprovalIsForTheConnectionAsItWasAndNotForAnotherOfItsName() {
        Entry entry = world.waiting("to the old chat");
        world.approvals.approve(soon(), ADA, world.seen(entry));
        world.connector = "other-chat";
        assertThat(world.send()).isZero();
        Entry held = world.entry(entry.id());
        assertThat(held.state()).isEqualTo(EffectState.PROPOSED);
        assertThat(held.reason()).isEqualTo("changed");
        assertThat(held.contentSha256()).isNotEqualTo(entry.contentSha256());
        world.approvals.approve(soon(), ADA, world.seen(held));
        assertThat(world.send()).isEqualTo(1);
    }

    @Test
    @Proves("TU-61")
    void aStandingGrantThatWasRevokedCountsNoMore() {
        Entry entry = world.approved("granted");
        world.policy = Policy.defaults();
        assertThat(world.send()).isZero();
        assertThat(world.state(entry)).isEqualTo(EffectState.PROPOSED);
    }

    @Test
    @Proves("FL-90")
    void whatNobodyApprovesInTimeIsCalledOffForGoodHoweverTheClockMoves() {
        Entry entry = world.waiting("in time");
        world.clock.pass(Duration.ofHours(24));
        refused(Code.ENTRY_EXPIRED, () -> world.approvals.approve(soon(), ADA, world.seen(entry)));
        assertThat(world.state(entry)).isEqualTo(EffectState.CANCELLED);
        assertThat(world.told).contains("expired " + entry.reference());
        world.clock.pass(Duration.ofHours(-20));
        assertThat(world.state(entry)).isEqualTo(EffectState.CANCELLED);
        refused(
                Code.ENTRY_NOT_MOVABLE,
                () -> world.approvals.approve(soon(), ADA, world.seen(world.entry(entry.id()))));
    }

    @Test
    @Proves("FL-90")
    void anApprovalBeginsTheTimeAnewAndAMoveIntoSendingChecksIt() {
        Entry entry = world.waiting("late");
        world.clock.pass(Duration.ofHours(23));
        world.approvals.approve(soon(), ADA, world.seen(entry));
        world.clock.pass(Duration.ofHours(23));
        world.vendor.mood = Vendor.Mood.LIMITS;
        assertThat(world.send()).as("still in time").isEqualTo(1);
        world.vendor.mood = Vendor.Mood.ANSWERS;
        world.clock.pass(Duration.ofHours(1));
        assertThat(world.send()).isZero();
        assertThat(world.state(entry)).isEqualTo(EffectState.CANCELLED);
        assertThat(world.vendor.posted).isEmpty();
    }

    @Test
    @Proves("FL-71")
    void aPersonMayReplaceWhatFailedOrWasCalledOffAndNothingElse() {
        world.allow();
        Proposal first = OutboxWorld.proposal(RULE, "old", "key-7", Optional.empty(), false);
        Proposal second = OutboxWorld.proposal(RULE, "new", "key-7", Optional.empty(), false);
        long id = world.outbox.propose(soon(), first).id();
        refused(Code.IDEMPOTENCY_CONFLICT, () -> world.outbox.propose(soon(), second));
        refused(Code.ENTRY_NOT_MOVABLE, () -> world.edits.replace(soon(), ADA, second));
        world.vendor.mood = Vendor.Mood.REFUSES;
        world.send();
        world.edits.replace(soon(), ADA, second);
        world.vendor.mood = Vendor.Mood.LOSES_THE_REQUEST;
        world.send();
        assertThat(world.entry(id).state()).isEqualTo(EffectState.UNKNOWN);
        refused(Code.ENTRY_NOT_MOVABLE, () -> world.edits.replace(soon(), ADA, first));
        world.resolutions.cancel(soon(), ADA, id, world.entry(id).version(), "not needed");
        world.vendor.mood = Vendor.Mood.ANSWERS;
        refused(Code.DELIVERY_MAY_HAVE_HAPPENED, () -> world.edits.replace(soon(), ADA, first));
    }

    @Test
    @Proves({"FL-71", "FL-91"})
    void aDeliveryThatIsBegunAnewReplacesOnlyWhatCertainlyDidNotHappen() {
        Proposal first = OutboxWorld.proposal(RULE, "old", "key-8", Optional.empty(), false);
        Proposal second = OutboxWorld.proposal(RULE, "new", "key-8", Optional.empty(), false);
        long id = world.outbox.proposeAnew(soon(), first).id();
        String hash = world.entry(id).contentSha256();
        world.outbox.proposeAnew(soon(), second);
        assertThat(world.entry(id).contentSha256()).as("it still waits").isEqualTo(hash);
        world.approvals.reject(soon(), ADA, id, world.entry(id).version(), "no");

        assertThat(world.outbox.proposeAnew(soon(), second).id()).isEqualTo(id);

        assertThat(world.entry(id).state()).isEqualTo(EffectState.PROPOSED);
        assertThat(world.entry(id).contentSha256()).isNotEqualTo(hash);
    }
}
