package dev.stile.flow.outbox;

import static dev.stile.core.store.TestHome.soon;
import static dev.stile.flow.outbox.OutboxWorld.ADA;
import static dev.stile.flow.outbox.OutboxWorld.RULE;
import static dev.stile.flow.outbox.Refused.refused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.effect.EffectState;
import dev.stile.core.error.Code;
import dev.stile.core.policy.Policy;
import dev.stile.core.policy.Subject;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** An answer was lost, and a person said that twice does no harm. */
final class AcceptedDuplicateTest {
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

    private Entry acceptedTwice(Entry entry) {
        Entry unknown = world.entry(entry.id());
        assertThat(unknown.state()).isEqualTo(EffectState.UNKNOWN);
        return world.resolutions.acceptDuplicate(
                soon(), ADA, unknown.id(), unknown.version(), "harmless");
    }

    /** As the daemon, ten times a second. */
    private void lookOften() {
        for (int look = 0; look < 30; look++) {
            world.sweep();
            world.send();
            world.clock.pass(Duration.ofMillis(100));
        }
    }

    @Test
    @Proves({"FL-88", "FL-93"})
    void aDuplicateThatAQuotaHoldsBackWaitsForItAndSaysSoOnce() {
        world.policy = Policy.defaults().with(OutboxWorld.standing(1));
        Entry entry = world.entry(world.outbox.propose(soon(), world.proposal(RULE, "hi")).id());
        world.vendor.mood = Vendor.Mood.LOSES_THE_ANSWER;
        world.send();
        world.vendor.mood = Vendor.Mood.ANSWERS;

        acceptedTwice(entry);
        lookOften();
        assertThat(world.rows(entry).stream().filter(row -> row.startsWith("action.hold")))
                .hasSize(1);
        assertThat(world.vendor.calls).isEqualTo(1);

        world.clock.pass(Duration.ofHours(2));
        assertThat(world.send()).isEqualTo(1);
        assertThat(world.vendor.posted).containsExactly("hi", "hi");
    }

    @Test
    @Proves("FL-88")
    void aDuplicateLeavesAtOnceThoughTheConnectorCannotTellWhatBecameOfTheFirst() {
        Entry entry = world.approved("hi");
        world.vendor.mood = Vendor.Mood.LOSES_THE_ANSWER;
        world.send();
        world.vendor.mood = Vendor.Mood.ANSWERS;

        acceptedTwice(entry);
        world.sweep();
        assertThat(world.vendor.questions).isEqualTo(1);
        assertThat(world.send()).isEqualTo(1);
    }

    @Test
    @Proves({"FL-88", "FL-92"})
    void aDuplicateBehindAnotherOfItsOrderIsNotLookedAtAllTheTime() {
        world.allow();
        Entry first = ordered("first", true);
        Entry second = ordered("second", true);
        world.vendor.mood = Vendor.Mood.LOSES_THE_REQUEST;
        world.send();
        world.update(
                "UPDATE effect SET state = 'unknown', was_unknown = 1 WHERE id = ?", second.id());
        world.vendor.mood = Vendor.Mood.ANSWERS;

        Entry accepted = acceptedTwice(second);
        world.send();
        assertThat(world.entry(second.id()).nextAt())
                .contains(world.clock.instant().plus(Duration.ofSeconds(1)));
        assertThat(world.vendor.posted).isEmpty();

        world.update("UPDATE outbox SET next_at = 9000000000000000 WHERE effect = ?", first.id());
        int before = world.vendor.questions;
        lookOften();
        lookOften();
        assertThat(world.vendor.questions - before)
                .as("about the second, in six seconds")
                .isLessThanOrEqualTo(1);

        Entry lost = world.entry(first.id());
        world.resolutions.resolve(soon(), ADA, lost.id(), lost.version(), true, "seen");
        world.clock.pass(Duration.ofSeconds(1));
        assertThat(world.send()).isEqualTo(1);
        assertThat(accepted.duplicateBy()).contains("ada");
        assertThat(world.vendor.posted).containsExactly("second");
    }

    private Entry ordered(String text, boolean strict) {
        Proposal proposal =
                OutboxWorld.proposal(RULE, text, "key-" + text, Optional.of("pond-3"), strict);
        return world.entry(world.outbox.propose(soon(), proposal).id());
    }

    @Test
    @Proves({"FL-69", "FL-71", "FL-88"})
    void whatWasCalledOffWhileNobodyKnewIsReplacedOnlyOnceAPersonAcceptedASecondTime() {
        world.allow();
        Proposal first = OutboxWorld.proposal(RULE, "old", "key-9", Optional.empty(), false);
        long id = world.outbox.propose(soon(), first).id();
        world.vendor.mood = Vendor.Mood.LOSES_THE_ANSWER;
        world.send();
        world.resolutions.cancel(soon(), ADA, id, world.entry(id).version(), "not needed");
        assertThat(world.entry(id).effect().wasUnknown()).isTrue();
        world.vendor.mood = Vendor.Mood.ANSWERS;

        world.outbox.proposeAnew(soon(), first);
        world.send();
        assertThat(world.vendor.posted).containsExactly("old");
        assertThat(world.entry(id).state()).isEqualTo(EffectState.CANCELLED);

        refused(Code.APPROVER_NOT_ALLOWED, () -> acceptDuplicate(RULE, id, "harmless"));
        refused(Code.USAGE, () -> acceptDuplicate(ADA, id, " "));
        acceptDuplicate(ADA, id, "harmless");
        world.outbox.proposeAnew(soon(), first);
        world.send();
        assertThat(world.vendor.posted).containsExactly("old", "old");
        assertThat(world.entry(id).duplicateBy()).isEmpty();
        assertThat(world.rows(world.entry(id)))
                .containsSubsequence(
                        "action.cancel point cancelled",
                        "action.resolve point accept_duplicate",
                        "action.edit point proposed",
                        "action.send outcome ok");
    }

    @Test
    @Proves({"FL-71", "FL-88"})
    void whatCertainlyDidNotHappenAndIsCalledOffAfterwardsIsReplacedWithoutThat() {
        world.allow();
        Proposal first = OutboxWorld.proposal(RULE, "old", "key-9", Optional.empty(), false);
        long id = world.outbox.propose(soon(), first).id();
        world.vendor.mood = Vendor.Mood.LOSES_THE_REQUEST;
        world.send();
        world.vendor.mood = Vendor.Mood.ANSWERS;
        world.resolutions.resolve(
                soon(), ADA, id, world.entry(id).version(), false, "I looked, it is not there");
        world.resolutions.cancel(soon(), ADA, id, world.entry(id).version(), "not needed");
        assertThat(world.entry(id).state()).isEqualTo(EffectState.CANCELLED);
        assertThat(world.entry(id).asProposed().mayHaveHappened()).isFalse();

        world.outbox.proposeAnew(soon(), first);
        world.send();
        assertThat(world.vendor.posted).containsExactly("old");
        assertThat(world.entry(id).state()).isEqualTo(EffectState.DONE);
    }

    private void acceptDuplicate(Subject person, long id, String reason) {
        world.database.transaction(
                soon(),
                transaction -> {
                    world.outbox.acceptDuplicate(transaction, person, id, reason);
                    return true;
                });
    }
}
