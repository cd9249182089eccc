package dev.stile.flow.outbox;

import static dev.stile.core.store.TestHome.soon;
import static dev.stile.flow.outbox.OutboxWorld.ADA;
import static dev.stile.flow.outbox.OutboxWorld.AGENT;
import static dev.stile.flow.outbox.OutboxWorld.BEN;
import static dev.stile.flow.outbox.OutboxWorld.RULE;
import static dev.stile.flow.outbox.OutboxWorld.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.json.Json;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditTrail;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.audit.StoredRow;
import dev.stile.core.effect.EffectState;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.inbox.Frame;
import dev.stile.core.inbox.InboxEvent;
import dev.stile.core.inbox.SqliteInbox;
import dev.stile.core.inbox.StreamName;
import dev.stile.core.policy.Decision.Verdict;
import dev.stile.core.policy.Policy;
import dev.stile.core.policy.Subject;
import dev.stile.testkit.Proves;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

final class ActTest {
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

    private static ActService.Act act(
            Subject subject, String action, Json.JsonObject input, Optional<String> confirmed) {
        return new ActService.Act(
                subject,
                "ops-chat",
                action,
                input,
                Optional.of(new IdempotencyKey("a-1")),
                confirmed);
    }

    private static ActService.Act send(Subject subject, String text) {
        return act(subject, "send_message", message(text), Optional.empty());
    }

    private static Failure failure(ThrowingCallable call, Code code) {
        Failure[] thrown = new Failure[1];
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(Failure.class, failure -> thrown[0] = failure);
        assertThat(thrown[0].registered()).isEqualTo(code);
        return thrown[0];
    }

    @Test
    @Proves({"FL-71", "FL-92", "TU-61"})
    void aPersonsActIsSentAtOnceAndTheSameKeyGivesTheFirstResult() {
        Entry first = world.acts.act(soon(), send(ADA, "good morning"));
        assertThat(first.state()).isEqualTo(EffectState.DONE);
        Entry again = world.acts.act(soon(), send(ADA, "good morning"));
        assertThat(again).isEqualTo(first);
        assertThat(world.vendor.calls).isEqualTo(1);
        failure(() -> world.acts.act(soon(), send(ADA, "good evening")), Code.IDEMPOTENCY_CONFLICT);
        assertThat(world.vendor.calls).isEqualTo(1);
    }

    @Test
    @Proves("FL-92")
    void aUsedKeyReturnsItsEntryInAnyState() {
        Entry waiting =
                world.entry(
                        world.outbox
                                .propose(
                                        soon(),
                                        OutboxWorld.proposal(
                                                RULE, "hi", "a-1", Optional.empty(), false))
                                .id());
        world.resolutions.cancel(soon(), ADA, waiting.id(), waiting.version(), "no");
        assertThat(
                        world.outbox.propose(
                                soon(),
                                OutboxWorld.proposal(RULE, "hi", "a-1", Optional.empty(), false)))
                .isEqualTo(new Proposed(waiting.id(), EffectState.CANCELLED, false, false, "user"));
    }

    @Test
    @Proves({"TU-60", "TU-61"})
    void whatIsHardToUndoIsSaidAgainWithTheHashOfExactlyIt() {
        Json.JsonObject input = Json.object().put("text", "m-1").build();
        Failure asked =
                failure(
                        () ->
                                world.acts.act(
                                        soon(),
                                        act(ADA, "delete_message", input, Optional.empty())),
                        Code.CONFIRMATION_NEEDED);
        String hash = asked.facts().getOrDefault("content_sha256", "");
        Json.JsonObject other = Json.object().put("text", "m-2").build();
        failure(
                () -> world.acts.act(soon(), act(ADA, "delete_message", other, Optional.of(hash))),
                Code.APPROVAL_STALE);
        assertThat(world.vendor.calls).isZero();
        Entry done = world.acts.act(soon(), act(ADA, "delete_message", input, Optional.of(hash)));
        assertThat(done.state()).isEqualTo(EffectState.DONE);
        assertThat(world.rows(done)).contains("action.approve point approved");
    }

    @Test
    @Proves({"FL-96", "TU-61"})
    void anAgentThatNeedsApprovalIsToldToProposeIt() {
        Failure refused =
                failure(() -> world.acts.act(soon(), send(AGENT, "hi")), Code.PROPOSAL_NEEDED);
        assertThat(refused.facts()).containsEntry("entry", "default:agent-effect");
        assertThat(world.acts.dryRun(soon(), send(AGENT, "hi")).isToBeProposed()).isTrue();
        assertThat(world.journal.list(soon(), List.of(), 5)).isEmpty();
    }

    @Test
    @Proves({"FL-92", "FL-96"})
    void whatAnAgentProposedWaitsIsSentAfterAYesAndAnswersToItsKey() {
        Entry waiting = world.acts.propose(soon(), send(AGENT, "hi"));
        assertThat(waiting.state()).isEqualTo(EffectState.PROPOSED);
        assertThat(waiting.proposer()).isEqualTo(AGENT);
        assertThat(world.acts.propose(soon(), send(AGENT, "hi"))).isEqualTo(waiting);
        assertThat(world.acts.act(soon(), send(AGENT, "hi")))
                .as("an act under a used key answers with its entry")
                .isEqualTo(waiting);
        assertThat(world.vendor.calls).isZero();

        world.approvals.approve(soon(), ADA, world.seen(waiting));
        assertThat(world.acts.act(soon(), send(AGENT, "hi")).state()).isEqualTo(EffectState.DONE);
        assertThat(world.vendor.calls).isEqualTo(1);
    }

    @Test
    @Proves("FL-96")
    void whatNobodyHasToApproveIsNotProposed() {
        failure(() -> world.acts.propose(soon(), send(ADA, "hi")), Code.NOTHING_TO_APPROVE);
        failure(
                () ->
                        world.acts.propose(
                                soon(),
                                act(ADA, "delete_message", message("m-1"), Optional.empty())),
                Code.NOTHING_TO_APPROVE);
        assertThat(world.journal.list(soon(), List.of(), 5)).isEmpty();
    }

    @Test
    void whatAnotherPersonHasToApproveWaits() {
        world.policy =
                Policy.defaults()
                        .with(
                                OutboxWorld.grant(
                                        "g-1",
                                        "person:ada",
                                        Verdict.APPROVE,
                                        OptionalInt.empty(),
                                        1));
        Entry waiting = world.acts.act(soon(), send(ADA, "ask ben"));
        assertThat(waiting.state()).isEqualTo(EffectState.PROPOSED);
        world.approvals.approve(soon(), BEN, world.seen(waiting));
        assertThat(world.acts.act(soon(), send(ADA, "ask ben")).state())
                .isEqualTo(EffectState.DONE);
    }

    @Test
    void aDryRunShowsTheDecisionAndStoresAndCallsNothing() {
        world.cleared = false;
        Preview preview = world.acts.dryRun(soon(), send(RULE, "hi"));
        assertThat(preview.ruling().verdict()).isEqualTo(Verdict.APPROVE);
        assertThat(preview.ruling().decision().entry()).isEqualTo("default:rule-effect");
        assertThat(preview.labelRefusal()).isPresent();
        assertThat(preview.recipient()).contains("C042");
        assertThat(world.journal.list(soon(), List.of(), 5)).isEmpty();
        assertThat(world.vendor.calls).isZero();
    }

    @Test
    @Proves("FL-24")
    void whatDoesNotFitIsRefusedBeforeAnythingIsStored() {
        Failure wrong =
                failure(
                        () ->
                                world.acts.act(
                                        soon(),
                                        act(
                                                ADA,
                                                "send_message",
                                                Json.object().put("channel", "C042").build(),
                                                Optional.empty())),
                        Code.ACTION_INPUT_NOT_VALID);
        assertThat(wrong.details()).singleElement().asString().contains("text");
        failure(
                () ->
                        world.acts.act(
                                soon(),
                                act(
                                        ADA,
                                        "send_message",
                                        Json.object().put("text", "to nobody").build(),
                                        Optional.empty())),
                Code.ACTION_INPUT_NOT_VALID);
        failure(
                () ->
                        world.acts.act(
                                soon(),
                                act(
                                        ADA,
                                        "send_message",
                                        Json.object()
                                                .put("channel", "C042")
                                                .put("text", "hi")
                                                .put(
                                                        "at",
                                                        Json.number(
                                                                new BigDecimal("9007199254740993")))
                                                .build(),
                                        Optional.empty())),
                Code.ACTION_INPUT_NOT_VALID);
        failure(
                () ->
                        world.acts.act(
                                soon(), act(ADA, "sned_message", message("hi"), Optional.empty())),
                Code.UNKNOWN_ACTION);
        assertThat(world.journal.list(soon(), List.of(), 5)).isEmpty();
    }

    @Test
    @Proves("TU-32")
    void aLabelOrAConnectionThatIsNotReadyRefusesBeforeAnythingIsStored() {
        world.cleared = false;
        failure(() -> world.acts.act(soon(), send(ADA, "hi")), Code.LABEL_REFUSED);
        world.cleared = true;
        world.ready = false;
        failure(() -> world.acts.act(soon(), send(ADA, "hi")), Code.SECRET_MISSING);
        world.ready = true;
        assertThat(world.journal.list(soon(), List.of(), 5)).isEmpty();
        assertThat(world.acts.act(soon(), send(ADA, "hi")).state()).isEqualTo(EffectState.DONE);
    }

    @Test
    @Proves("FL-87")
    void theHashIsThatOfTheCanonicalFormWhateverTheOrderOfMembers() throws Exception {
        Entry sent = world.acts.act(soon(), send(ADA, "hi"));
        String canonical =
                "{\"action\":\"send_message\",\"connection\":\"ops-chat\",\"connector\":\"chat\","
                        + "\"input\":{\"channel\":\"C042\",\"text\":\"hi\"},\"recipient\":\"C042\"}";
        byte[] hash =
                MessageDigest.getInstance("SHA-256")
                        .digest(canonical.getBytes(StandardCharsets.UTF_8));
        assertThat(sent.contentSha256()).isEqualTo(HexFormat.of().formatHex(hash));
        Json.JsonObject turned = Json.object().put("text", "hi").put("channel", "C042").build();
        assertThat(world.acts.act(soon(), act(ADA, "send_message", turned, Optional.empty())).id())
                .isEqualTo(sent.id());
    }

    @Test
    @Proves("TU-57")
    void whyLeadsFromTheDeliveryToTheEffect() {
        Entry entry = world.waiting("why");
        world.approvals.approve(soon(), ADA, world.seen(entry));
        world.audit.appendPoint(
                soon(),
                AuditEntry.of(AuditOrigin.RULE, "rule:weir-alarm", AuditVerb.POLICY_DECIDE)
                        .ref("delivery", "dl-8"));
        world.send();
        Trail trail = new Trail(world.journal, new AuditTrail(world.database));
        assertThat(trail.why(soon(), entry.id()))
                .extracting(StoredRow::verb)
                .containsExactly("action.propose", "action.approve", "action.send", "action.send");
        assertThat(trail.history(soon(), entry.id()))
                .extracting(StoredRow::sequence)
                .isSorted()
                .hasSize(4);
        failure(() -> trail.why(soon(), 4711), Code.NO_SUCH_ENTRY);
    }

    @Test
    @Proves("TU-57")
    void whyBeginsWithTheCommitThatStoredTheEvent() {
        SqliteInbox inbox = new SqliteInbox(world.database, world.audit, world.clock);
        store(inbox, "lvl-1");
        world.clock.pass(Duration.ofSeconds(1));
        store(inbox, "lvl-2");
        world.clock.pass(Duration.ofSeconds(1));
        store(inbox, "lvl-3");
        Proposal about =
                new Proposal(
                        RULE,
                        "ops-chat",
                        "send_message",
                        Tainted.of(message("level"), OutboxWorld.fromOutside()),
                        new IdempotencyKey("a-2"),
                        Optional.empty(),
                        false,
                        List.of(),
                        new TreeMap<>(Map.of("event", "lvl-2", "source", "weir-north")));
        Proposed proposed = world.outbox.propose(soon(), about);
        Trail trail = new Trail(world.journal, new AuditTrail(world.database));
        assertThat(trail.why(soon(), proposed.id()))
                .extracting(row -> row.verb() + " " + row.at().substring(17, 19))
                .containsExactly("event.received 01", "action.propose 02");
    }

    private void store(SqliteInbox inbox, String id) {
        inbox.store(
                soon(),
                new StreamName("weir-north", "live"),
                Optional.empty(),
                List.of(
                        new Frame.Happened(
                                new InboxEvent(
                                        id,
                                        "message",
                                        Optional.empty(),
                                        Optional.empty(),
                                        world.clock.instant(),
                                        OutboxWorld.fromOutside(),
                                        Set.of(),
                                        "{}",
                                        "ab".repeat(32)),
                                new Cursor("c-" + id))),
                AuditEntry.of(AuditOrigin.DAEMON, "daemon", AuditVerb.EVENT_RECEIVED)
                        .connection("weir-north"));
    }
}
